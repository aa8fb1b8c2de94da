package dev.multiprocess.ipc.autoconfigure;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/**
 * Keeps the main classes of parent and workers out of each other's component scans, with
 * all that is nested in them.
 *
 * <p>
 * Otherwise a parent whose package lies above a worker's would use the worker's objects
 * directly, and isolation would be gone without anybody noticing.
 */
final class RoleExcludeFilter extends TypeExcludeFilter {

	private final ConfigurableListableBeanFactory beanFactory;

	private @Nullable Primary primary;

	RoleExcludeFilter(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public boolean match(MetadataReader reader, MetadataReaderFactory readers) throws IOException {
		if (this.primary == null) {
			// Before the first scan there are no definitions but the primary sources.
			this.primary = Primary.of(this.beanFactory);
		}
		AnnotationMetadata metadata = reader.getAnnotationMetadata();
		while (!this.primary.excludes(metadata)) {
			String enclosing = metadata.getEnclosingClassName();
			if (enclosing == null) {
				return false;
			}
			metadata = readers.getMetadataReader(enclosing).getAnnotationMetadata();
		}
		return true;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other != null && other.getClass() == getClass();
	}

	@Override
	public int hashCode() {
		return getClass().hashCode();
	}

	/**
	 * What is run.
	 *
	 * @param names the names of its classes
	 * @param worker whether one of them is a worker's
	 */
	private record Primary(Set<String> names, boolean worker) {

		static Primary of(ConfigurableListableBeanFactory beanFactory) {
			Set<String> names = new HashSet<>();
			boolean worker = false;
			for (AnnotatedBeanDefinition source : Arrays.stream(beanFactory.getBeanDefinitionNames())
				.map(beanFactory::getBeanDefinition)
				.filter(AnnotatedBeanDefinition.class::isInstance)
				.map(AnnotatedBeanDefinition.class::cast)
				.toList()) {
				names.add(source.getMetadata().getClassName());
				worker |= source.getMetadata().isAnnotated(EnableSpawnedProcess.class.getName());
			}
			return new Primary(names, worker);
		}

		boolean excludes(AnnotationMetadata metadata) {
			return !this.names.contains(metadata.getClassName())
					&& (metadata.isAnnotated(EnableSpawnedProcess.class.getName())
							|| this.worker && metadata.isAnnotated(SpringBootConfiguration.class.getName()));
		}

	}

}
