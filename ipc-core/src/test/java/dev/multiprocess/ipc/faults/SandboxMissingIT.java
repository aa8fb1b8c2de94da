package dev.multiprocess.ipc.faults;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.SandboxException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Without a sandbox, no process is started that is to have one")
@EnabledOnOs(OS.LINUX)
class SandboxMissingIT extends FaultTest {

	/** Of a program whose PATH is another one. */
	private String startWith(String path) {
		Prisoner parent = this.ipc
			.spawnProcess(ProcessSpec.java(PrisonerWorker.class).environment("PATH", path).build(), Prisoner.class);
		String failure = parent.startAnother();
		parent.close();
		return failure;
	}

	@Test
	@DisplayName("if bubblewrap is not installed, which is named")
	void missing() {
		assertThat(startWith(this.marks.toString())).startsWith(SandboxException.class.getName())
			.contains("Process 'another' cannot be given its sandbox", "no program 'bwrap'", this.marks.toString(),
					"install the package 'bubblewrap'");
	}

	@Test
	@DisplayName("if the system refuses it, with the words of bubblewrap and what to allow")
	void forbidden() throws Exception {
		Path bwrap = Files.writeString(this.marks.resolve("bwrap"),
				"#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n");
		assertThat(bwrap.toFile().setExecutable(true)).isTrue();
		assertThat(startWith(this.marks.toString())).startsWith(SandboxException.class.getName())
			.contains("Process 'another' cannot be given its sandbox", "bwrap: No permissions to create new namespace",
					"sysctl user.max_user_namespaces");
	}

}
