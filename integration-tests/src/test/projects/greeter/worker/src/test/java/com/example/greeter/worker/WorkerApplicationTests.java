package com.example.greeter.worker;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class WorkerApplicationTests {

	@Test
	void contextLoads() {
	}

}
