package dev.multiprocess.ipc.autoconfigure;

import java.util.List;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registers what {@link EnableSpawnedProcess} says as a bean, which marks the application
 * as a worker.
 */
final class SpawnedProcessRegistrar implements ImportBeanDefinitionRegistrar {

	static final String BEAN_NAME = "ipcWorkerSettings";

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		if (registry.containsBeanDefinition(BEAN_NAME)) {
			// A superclass says it too; it comes second.
			return;
		}
		MergedAnnotation<EnableSpawnedProcess> annotation = metadata.getAnnotations().get(EnableSpawnedProcess.class);
		RootBeanDefinition definition = new RootBeanDefinition(WorkerSettings.class);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, annotation.getClassArray("exposes"));
		definition.getConstructorArgumentValues().addIndexedArgumentValue(1, annotation.getBoolean("allowStandalone"));
		registry.registerBeanDefinition(BEAN_NAME, definition);
	}

	/**
	 * What {@link EnableSpawnedProcess} says.
	 */
	static final class WorkerSettings {

		private final List<Class<?>> exposes;

		private final boolean allowStandalone;

		WorkerSettings(Class<?>[] exposes, boolean allowStandalone) {
			this.exposes = List.of(exposes);
			this.allowStandalone = allowStandalone;
		}

		List<Class<?>> exposes() {
			return this.exposes;
		}

		boolean allowStandalone() {
			return this.allowStandalone;
		}

	}

}
