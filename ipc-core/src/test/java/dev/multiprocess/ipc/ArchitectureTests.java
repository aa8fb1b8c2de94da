package dev.multiprocess.ipc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Keeps the imports of the core pointing one way, and each foreign technology in its own
 * package.
 */
@DisplayName("The core")
class ArchitectureTests {

	private static final String ROOT = "dev.multiprocess.ipc";

	private static final JavaClasses MAIN = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(ROOT);

	@ParameterizedTest(name = "{0}")
	@EnumSource
	@DisplayName("lets a package import only what lies below it")
	void packagesImportOnlyWhatLiesBelow(Layer layer) {
		check(noClasses().that(resideInAPackage(layer.pattern()))
			.should()
			.dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(layer.allowed())))));
	}

	@Test
	@DisplayName("has no packages but the known ones")
	void everyClassLivesInAKnownPackage() {
		check(classes().should()
			.resideInAnyPackage(Arrays.stream(Layer.values()).map(Layer::pattern).toArray(String[]::new)));
	}

	@Test
	@DisplayName("has no cycle of packages, the root package included")
	void packagesAreFreeOfCycles() {
		check(slices().matching("(**)").should().beFreeOfCycles());
	}

	@Test
	@DisplayName("knows Kryo in one package only")
	void onlyTheCodecKnowsKryo() {
		check(noClasses().that(not(resideInAPackage(Layer.KRYO.pattern())))
			.should()
			.dependOnClassesThat()
			.resideInAPackage("com.esotericsoftware.."));
	}

	@Test
	@DisplayName("builds processes in one package only")
	void onlyTheProcessPackageBuildsProcesses() {
		check(noClasses().that(not(resideInAPackage(Layer.PROCESS.pattern())))
			.should()
			.dependOnClassesThat()
			.belongToAnyOf(ProcessBuilder.class));
	}

	@Test
	@DisplayName("creates dynamic proxies in one package only")
	void onlyTheProtocolCreatesProxies() {
		check(noClasses().that(not(resideInAPackage(Layer.PROTOCOL.pattern())))
			.should()
			.callMethod(Proxy.class, "newProxyInstance", ClassLoader.class, Class[].class, InvocationHandler.class));
	}

	@Test
	@DisplayName("knows no Spring")
	void nothingKnowsSpring() {
		check(noClasses().should().dependOnClassesThat().resideInAPackage("org.springframework.."));
	}

	/** Packages are filled one by one, so a rule may find nothing to check. */
	private static void check(ArchRule rule) {
		rule.allowEmptyShould(true).check(MAIN);
	}

	/** The packages, lowest first, each with those it may import. */
	private enum Layer {

		API(ROOT),

		TRANSPORT(ROOT + ".transport..", API),

		ADAPTER(ROOT + ".adapter..", API),

		PROTOCOL(ROOT + ".protocol..", API, TRANSPORT, ADAPTER),

		PROCESS(ROOT + ".process..", API),

		KRYO(ROOT + ".kryo..", API, ADAPTER, PROTOCOL),

		RUNTIME(ROOT + ".runtime..", API, TRANSPORT, PROTOCOL, PROCESS, KRYO);

		private final String pattern;

		private final Layer[] below;

		Layer(String pattern, Layer... below) {
			this.pattern = pattern;
			this.below = below;
		}

		String pattern() {
			return this.pattern;
		}

		String[] allowed() {
			return Stream.concat(Stream.of(this), Stream.of(this.below)).map(Layer::pattern).toArray(String[]::new);
		}

	}

}
