package dev.multiprocess.ipc.protocol;

import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a victim, and checks that nothing is left of it.
 */
@ExtendWith(LeftoverCheck.class)
abstract class VictimTest {

	final Victim victim = new Victim();

	@AfterEach
	void closeVictim() throws Exception {
		this.victim.close();
	}

}
