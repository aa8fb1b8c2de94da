package dev.multiprocess.ipc.autoconfigure;

import java.util.Arrays;
import java.util.List;

import dev.multiprocess.ipc.Init;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Refuses local beans of a type that another process serves: isolation would be gone
 * without anybody noticing.
 */
final class LocalCandidates {

	private final ConfigurableListableBeanFactory beanFactory;

	LocalCandidates(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Refuses them, except where one of the two is marked as primary or as a fallback.
	 */
	void refuse() {
		for (String remote : RemoteInterfaceDefinitions.names(this.beanFactory)) {
			Class<?> type = this.beanFactory.getType(remote, false);
			if (type != null && type != Init.class && !isRanked(remote)) {
				refuse(remote, type);
			}
		}
	}

	private void refuse(String remote, Class<?> type) {
		List<String> local = Arrays.stream(this.beanFactory.getBeanNamesForType(type, true, false))
			.filter((name) -> !RemoteInterfaceDefinitions.isRemote(this.beanFactory, name) && !isRanked(name))
			.toList();
		if (!local.isEmpty()) {
			throw new IpcConfigurationException(
					"Interface %s is served by another process as bean '%s', and implemented in this one by bean '%s' (%s)."
						.formatted(type.getName(), remote, local.get(0), origin(local.get(0))),
					"Keep the local bean out of this application, for instance by moving it to a package that only the worker scans, or mark one of the two with @Primary or @Fallback.");
		}
	}

	private boolean isRanked(String name) {
		if (!this.beanFactory.containsBeanDefinition(name)) {
			return false;
		}
		BeanDefinition definition = this.beanFactory.getMergedBeanDefinition(name);
		return definition.isPrimary() || definition.isFallback() || !definition.isAutowireCandidate();
	}

	private String origin(String name) {
		String description = this.beanFactory.containsBeanDefinition(name)
				? this.beanFactory.getBeanDefinition(name).getResourceDescription() : null;
		return (description != null) ? description : String.valueOf(this.beanFactory.getType(name, false));
	}

}
