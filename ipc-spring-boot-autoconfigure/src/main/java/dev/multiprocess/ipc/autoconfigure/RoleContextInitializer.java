package dev.multiprocess.ipc.autoconfigure;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Puts {@link RoleExcludeFilter} in place before the first component scan.
 */
final class RoleContextInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final String BEAN_NAME = "ipcRoleExcludeFilter";

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		if (!context.getBeanFactory().containsSingleton(BEAN_NAME)) {
			context.getBeanFactory().registerSingleton(BEAN_NAME, new RoleExcludeFilter(context.getBeanFactory()));
		}
	}

}
