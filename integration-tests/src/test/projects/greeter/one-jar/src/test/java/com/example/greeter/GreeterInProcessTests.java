package com.example.greeter;

import com.example.greeter.api.GreeterInit;
import dev.multiprocess.ipc.test.AutoConfigureTestIpc;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest
@AutoConfigureTestIpc
class GreeterInProcessTests {

	@Autowired
	private GreeterInit greeter;

	@Test
	void greetsInTheJvmOfTheTest() {
		assertThat(this.greeter.greet("Ada").pid()).isEqualTo(ProcessHandle.current().pid());
	}

}
