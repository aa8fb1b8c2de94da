package dev.multiprocess.ipc.autoconfigure;

import java.lang.reflect.Method;
import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.util.ClassUtils;

/**
 * Hints at what beans of remote interfaces need at run time: proxies, with and without
 * advice, and the types of their methods' values.
 */
final class RemoteInterfaceAotProcessor implements BeanRegistrationAotProcessor {

	private static final BindingReflectionHintsRegistrar VALUES = new BindingReflectionHintsRegistrar();

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
		if (!RemoteInterfaceDefinitions.isRemote(bean.getBeanFactory(), bean.getBeanName())) {
			return null;
		}
		Class<?> type = bean.getBeanClass();
		return (generation, code) -> contribute(generation.getRuntimeHints(), type);
	}

	private static void contribute(RuntimeHints hints, Class<?> type) {
		hints.proxies().registerJdkProxy(type);
		hints.proxies().registerJdkProxy(AopProxyUtils.completeJdkProxyInterfaces(type));
		for (Class<?> part : ClassUtils.getAllInterfacesForClass(type)) {
			hints.reflection().registerType(part, MemberCategory.INVOKE_PUBLIC_METHODS);
		}
		for (Method method : type.getMethods()) {
			for (Type parameter : method.getGenericParameterTypes()) {
				VALUES.registerReflectionHints(hints.reflection(), parameter);
			}
			VALUES.registerReflectionHints(hints.reflection(), method.getGenericReturnType());
		}
	}

}
