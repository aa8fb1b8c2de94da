package com.example.greeter;

import com.example.greeter.api.GreeterInit;
import com.example.greeter.api.Greeting;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

@Component
class Welcome implements ApplicationRunner {

	@Autowired
	private GreeterInit greeter;

	@Override
	public void run(ApplicationArguments args) {
		Greeting greeting = this.greeter.greet("Ada");
		System.out.println(greeting.text() + " from " + greeting.pid() + " in " + ProcessHandle.current().pid());
	}

}
