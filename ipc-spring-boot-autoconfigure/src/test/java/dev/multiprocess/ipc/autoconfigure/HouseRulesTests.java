package dev.multiprocess.ipc.autoconfigure;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules that Spring Boot holds its own auto-configurations to.
 */
@DisplayName("The auto-configuration")
class HouseRulesTests {

	private static final JavaClasses MAIN = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.multiprocess.ipc.autoconfigure");

	@Test
	@DisplayName("is public, final, has no public members and is listed")
	void autoConfigurationClasses() {
		classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.andShould()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.check(MAIN);
		members().that()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.notBePublic()
			.check(MAIN);
		assertThat(ImportCandidates.load(AutoConfiguration.class, null)).contains(IpcAutoConfiguration.class.getName());
	}

	@Test
	@DisplayName("keeps nested configurations to itself")
	void nestedConfigurations() {
		classes().that().areAnnotatedWith(Configuration.class).should().bePackagePrivate().check(MAIN);
	}

	@Test
	@DisplayName("has static bean methods for post-processors, and no class condition on a bean method")
	void beanMethods() {
		methods().that()
			.areAnnotatedWith(Bean.class)
			.and()
			.haveRawReturnType(assignableTo(BeanFactoryPostProcessor.class).or(assignableTo(BeanPostProcessor.class)))
			.should()
			.beStatic()
			.check(MAIN);
		noMethods().that().areAnnotatedWith(Bean.class).should().beAnnotatedWith(ConditionalOnClass.class).check(MAIN);
		noMethods().that().areAnnotatedWith(Bean.class).should().bePublic().check(MAIN);
	}

	@Test
	@DisplayName("hides its failure analyzers")
	void failureAnalyzers() {
		classes().that().areAssignableTo(FailureAnalyzer.class).should().bePackagePrivate().check(MAIN);
	}

	@Test
	@DisplayName("knows the public API of the core only")
	void coreIsSeenThroughItsApi() {
		noClasses().should()
			.dependOnClassesThat(
					resideInAPackage("dev.multiprocess.ipc..").and(not(resideInAPackage("dev.multiprocess.ipc")))
						.and(not(resideInAPackage("dev.multiprocess.ipc.autoconfigure.."))))
			.check(MAIN);
	}

}
