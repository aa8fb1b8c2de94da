package com.example.greeter.api;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

@RemoteInterface
public interface GreeterInit extends Init {

	Greeting greet(String name);

}
