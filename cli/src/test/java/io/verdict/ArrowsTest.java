package io.verdict;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.File;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which package may use which, over the main classes of all modules. */
class ArrowsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.verdict");

    @Test
    void looksAtAllModules() {
        for (String packageName : List.of(
                "tokenizer", "transformer.kernel", "onnx", "trainer.data", "serving.protocol", "export", "cli")) {
            assertThat(CLASSES.stream().filter(type -> type.getPackageName().equals("io.verdict." + packageName)))
                    .as("classes of " + packageName)
                    .hasSizeGreaterThan(3);
        }
    }

    @Test
    void modulesUseOnlyWhatIsBelowThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.verdict..")
                .layer("tokenizer")
                .definedBy("io.verdict.tokenizer..")
                .layer("transformer-core")
                .definedBy("io.verdict.transformer..")
                .layer("import")
                .definedBy("io.verdict.onnx..")
                .layer("trainer")
                .definedBy("io.verdict.trainer..")
                .layer("serving")
                .definedBy("io.verdict.serving..")
                .layer("export")
                .definedBy("io.verdict.export..")
                .layer("cli")
                .definedBy("io.verdict.cli..")
                .whereLayer("tokenizer")
                .mayNotAccessAnyLayer()
                .whereLayer("transformer-core")
                .mayOnlyAccessLayers("tokenizer")
                .whereLayer("import")
                .mayOnlyAccessLayers("tokenizer", "transformer-core")
                .whereLayer("trainer")
                .mayOnlyAccessLayers("tokenizer", "transformer-core")
                .whereLayer("serving")
                .mayOnlyAccessLayers("tokenizer", "transformer-core")
                .whereLayer("export")
                .mayOnlyAccessLayers("tokenizer", "transformer-core")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    @Test
    void theTokenizerNeedsTheJdkAndAJsonReaderOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.verdict.tokenizer..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("io.verdict.tokenizer..", "java..", "com.google.gson..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void transformerCoreIsBuiltFromItsKernelsUp() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.verdict.transformer..")
                .layer("kernel")
                .definedBy("io.verdict.transformer.kernel..")
                .layer("op")
                .definedBy("io.verdict.transformer.op..")
                .layer("session")
                .definedBy("io.verdict.transformer.session..")
                .layer("root")
                .definedBy("io.verdict.transformer")
                .layer("saved")
                .definedBy("io.verdict.transformer.saved..")
                .layer("text")
                .definedBy("io.verdict.transformer.text..")
                .whereLayer("kernel")
                .mayNotAccessAnyLayer()
                .whereLayer("op")
                .mayOnlyAccessLayers("kernel")
                .whereLayer("session")
                .mayOnlyAccessLayers("kernel", "op")
                .whereLayer("root")
                .mayOnlyAccessLayers("kernel", "op", "session")
                .whereLayer("saved")
                .mayOnlyAccessLayers("root")
                .whereLayer("text")
                .mayOnlyAccessLayers("root", "saved")
                .check(CLASSES.that(resideInAPackage("io.verdict.transformer..")));
    }

    @Test
    void packagesFormNoCycles() {
        slices().assignedFrom(new EachPackage()).should().beFreeOfCycles().check(CLASSES);
    }

    /** One slice a package, its sub-packages not included. */
    private static final class EachPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "each package";
        }
    }

    @Test
    void onlyTheCommandLinePrintsAndExits() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.verdict.cli..")
                .should()
                .callMethodWhere(target(owner(assignableTo(PrintStream.class))).and(target(nameMatching("print.*"))))
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineHasStandardStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.verdict.cli..")
                .and()
                // ND4J prints while it differentiates and imports; these turn that off, and print nothing themselves.
                .doNotHaveFullyQualifiedName("io.verdict.transformer.GradientGraph")
                .and()
                .doNotHaveFullyQualifiedName("io.verdict.onnx.TailImporter")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    @Test
    void librariesLogThroughTheFacade() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.slf4j.simple..", "org.apache.logging..", "java.util.logging..")
                .check(CLASSES);
    }

    @Test
    void filesAreFoundByPaths() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.verdict.trainer.report..") // XChart and DL4J's pages take File.
                .should()
                .dependOnClassesThat()
                .areAssignableTo(File.class)
                .check(CLASSES);
    }
}
