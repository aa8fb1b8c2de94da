package dev.multiprocess.ipc.autoconfigure.onepackage;

import dev.multiprocess.ipc.autoconfigure.ImportRemoteInterfaces;
import dev.multiprocess.ipc.autoconfigure.testing.Echo;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A parent beside its worker. */
@SpringBootApplication
@ImportRemoteInterfaces(process = "worker", types = Echo.class)
public class ParentApplication {

	@Bean
	String parentOnly() {
		return "parent";
	}

}
