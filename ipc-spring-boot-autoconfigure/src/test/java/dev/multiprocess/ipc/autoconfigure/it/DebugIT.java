package dev.multiprocess.ipc.autoconfigure.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.multiprocess.ipc.autoconfigure.ImportRemoteInterfaces;
import dev.multiprocess.ipc.autoconfigure.it.lab.Lab;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a debugger gets into a worker.
 */
@DisplayName("A worker that is to be debugged")
@ExtendWith({ NothingLeft.class, OutputCaptureExtension.class })
class DebugIT {

	/** What both sides say first. */
	private static final String HANDSHAKE = "JDWP-Handshake";

	/** As Java prints it, in the log of the process. */
	private static final Pattern PLACE = Pattern
		.compile("ipc\\.process\\.worker .*Listening for transport dt_socket at address: (\\d+)");

	@Test
	@DisplayName("says where it listens for the debugger, answers one there, and has all the time for its calls")
	void debuggerGetsIn(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = Parents.of(Imports.class)
			.run("--ipc.process.worker.debug.enabled=true",
					"--ipc.interfaces." + Lab.class.getName() + ".call-timeout=1ms")) {
			Awaitility.await().until(() -> PLACE.matcher(output).find());
			Matcher found = PLACE.matcher(output);
			assertThat(found.find()).isTrue();
			assertThat(greet(Integer.parseInt(found.group(1)))).isEqualTo(HANDSHAKE);
			assertThat(context.getBean(Lab.class).ask((question) -> {
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
				return "late";
			})).isEqualTo("worker heard late");
		}
	}

	private static String greet(int port) throws IOException {
		try (Socket debugger = new Socket(InetAddress.getLoopbackAddress(), port)) {
			debugger.getOutputStream().write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
			return new String(debugger.getInputStream().readNBytes(HANDSHAKE.length()), StandardCharsets.US_ASCII);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(types = Lab.class)
	static class Imports {

	}

}
