package dev.multiprocess.ipc.test.app;

import dev.multiprocess.ipc.autoconfigure.ImportRemoteInterfaces;
import dev.multiprocess.ipc.test.api.Till;
import dev.multiprocess.ipc.test.api.TillInit;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The application under test.
 */
@SpringBootApplication
@ImportRemoteInterfaces(types = { Till.class, TillInit.class })
public class Shop {

}
