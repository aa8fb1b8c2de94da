package dev.multiprocess.ipc.autoconfigure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * Finds the interfaces in packages that extend {@link Init}. Classes that implement one
 * are no candidates.
 */
final class RemoteInterfaceScanner extends ClassPathScanningCandidateComponentProvider {

	private final ResourceLoader resourceLoader;

	RemoteInterfaceScanner(Environment environment, ResourceLoader resourceLoader) {
		super(false, environment);
		this.resourceLoader = resourceLoader;
		setResourceLoader(resourceLoader);
		addIncludeFilter(new AnnotationTypeFilter(RemoteInterface.class, false, false));
	}

	@Override
	protected boolean isCandidateComponent(AnnotatedBeanDefinition beanDefinition) {
		AnnotationMetadata metadata = beanDefinition.getMetadata();
		return metadata.isInterface() && !metadata.isAnnotation() && metadata.isIndependent();
	}

	/**
	 * Returns the interfaces that extend {@link Init}.
	 * @param packages names of packages; sub-packages are searched too
	 */
	List<Class<?>> findInits(Collection<String> packages) {
		List<Class<?>> found = new ArrayList<>();
		for (String name : packages) {
			findCandidateComponents(name).forEach((candidate) -> {
				Class<?> type = ClassUtils.resolveClassName(String.valueOf(candidate.getBeanClassName()),
						this.resourceLoader.getClassLoader());
				if (type != Init.class && Init.class.isAssignableFrom(type)) {
					found.add(type);
				}
			});
		}
		return found;
	}

}
