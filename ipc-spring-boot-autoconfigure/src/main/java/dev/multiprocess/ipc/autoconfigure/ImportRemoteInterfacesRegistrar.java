package dev.multiprocess.ipc.autoconfigure;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/**
 * Registers the beans that {@link ImportRemoteInterfaces} asks for.
 */
final class ImportRemoteInterfacesRegistrar implements ImportBeanDefinitionRegistrar {

	private final Environment environment;

	private final ResourceLoader resourceLoader;

	private final RemoteInterfaceScanner scanner;

	ImportRemoteInterfacesRegistrar(Environment environment, ResourceLoader resourceLoader) {
		this.environment = environment;
		this.resourceLoader = resourceLoader;
		this.scanner = new RemoteInterfaceScanner(environment, resourceLoader);
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		if (!this.environment.getProperty("ipc.enabled", Boolean.class, true)) {
			return;
		}
		for (AnnotationAttributes attributes : metadata.getMergedRepeatableAnnotationAttributes(
				ImportRemoteInterfaces.class, ImportRemoteInterfaces.Container.class, true)) {
			String process = attributes.getString("process");
			String[] types = attributes.getStringArray("types");
			for (String type : types) {
				RemoteInterfaceDefinitions.register(registry, process,
						ClassUtils.resolveClassName(type, this.resourceLoader.getClassLoader()));
			}
			Set<String> packages = packages(attributes);
			if (types.length == 0 && packages.isEmpty()) {
				packages.add(ClassUtils.getPackageName(metadata.getClassName()));
			}
			this.scanner.findInits(packages)
				.forEach((type) -> RemoteInterfaceDefinitions.register(registry, process, type));
		}
	}

	private static Set<String> packages(AnnotationAttributes attributes) {
		Set<String> packages = new LinkedHashSet<>(Arrays.asList(attributes.getStringArray("basePackages")));
		for (String type : attributes.getStringArray("basePackageClasses")) {
			packages.add(ClassUtils.getPackageName(type));
		}
		return packages;
	}

}
