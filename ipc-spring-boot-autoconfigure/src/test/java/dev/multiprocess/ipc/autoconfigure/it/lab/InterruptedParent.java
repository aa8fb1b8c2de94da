package dev.multiprocess.ipc.autoconfigure.it.lab;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcListener;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.autoconfigure.ImportRemoteInterfaces;
import dev.multiprocess.ipc.autoconfigure.IpcBuilderCustomizer;
import jakarta.annotation.PreDestroy;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A parent that runs until it is interrupted, and says what happens then.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ImportRemoteInterfaces(types = Lab.class)
public class InterruptedParent {

	public static void main(String[] args) {
		SpringApplication.run(InterruptedParent.class, args);
	}

	static void say(String text) {
		System.out.println("Parent: " + text);
	}

	@Bean
	ApplicationRunner ready(Lab lab) {
		return (args) -> say("ready " + ProcessHandle.current().pid() + " " + lab.pid() + ".");
	}

	@Bean
	Caller caller(Lab lab, Ipc ipc) {
		return new Caller(lab, ipc);
	}

	@Bean
	IpcBuilderCustomizer exits() {
		return (builder) -> builder.listener(new IpcListener() {
			@Override
			public void processExited(IpcProcess process, ProcessExit exit) {
				say("worker exited " + exit.cause() + " " + exit.code());
			}
		});
	}

	/** Calls when the context closes. */
	static class Caller {

		private final Lab lab;

		Caller(Lab lab, Ipc ipc) {
			this.lab = lab;
			ipc.addCleanup(lab, () -> say("cleanup"));
		}

		@PreDestroy
		void call() {
			say("called worker " + this.lab.pid());
		}

	}

}
