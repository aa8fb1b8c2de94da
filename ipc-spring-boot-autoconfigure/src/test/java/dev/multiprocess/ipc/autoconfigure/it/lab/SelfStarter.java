package dev.multiprocess.ipc.autoconfigure.it.lab;

import dev.multiprocess.ipc.autoconfigure.ImportRemoteInterfaces;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * A parent that takes itself for its worker.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ImportRemoteInterfaces(types = Lab.class)
public class SelfStarter {

	public static void main(String[] args) {
		System.setProperty("ipc.process.worker.main-class", SelfStarter.class.getName());
		System.setProperty("ipc.process.worker.jvm-arguments", "-XX:TieredStopAtLevel=1");
		SpringApplication.run(SelfStarter.class, args);
	}

}
