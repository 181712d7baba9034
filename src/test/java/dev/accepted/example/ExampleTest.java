package dev.accepted.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example project works as it stands there; that its jar does too, the Tomcat stories tell. */
class ExampleTest {

    private static final Pattern VERSIONS = Pattern.compile("<(junit|jackson)\\.version>([^<]+)<");

    @TempDir
    private Path folder;

    @Test
    void itsOwnTestsPassAgainstTheTestKit() throws Exception {
        Path jar = ExampleJar.build(folder);
        String classPath = jar + File.pathSeparator + System.getProperty("java.class.path");
        Path tests = ExampleJar.classes("test", folder.resolve("tests"), classPath);
        int passed = 0;
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL(), tests.toUri().toURL()})) {
            for (String name : List.of("WordCountTest", "LetterFactoryTest")) {
                passed += passed(loader.loadClass("com.example.jobs." + name));
            }
        }
        assertThat(passed).isEqualTo(6);
    }

    private static int passed(Class<?> test) throws ReflectiveOperationException {
        Constructor<?> constructor = test.getDeclaredConstructor();
        constructor.setAccessible(true);
        int passed = 0;
        for (Method method : test.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                method.setAccessible(true);
                method.invoke(constructor.newInstance());
                passed++;
            }
        }
        return passed;
    }

    @Test
    void itsPomNamesTheVersionsThatWeHave() throws Exception {
        String ours = Files.readString(Path.of("pom.xml"));
        String its = Files.readString(ExampleJar.PROJECT.resolve("pom.xml"));
        Matcher version = Pattern.compile("<accepted\\.version>([^<]+)<").matcher(its);
        assertThat(version.find()).isTrue();
        assertThat(ours).contains("<version>" + version.group(1) + "</version>\n  <packaging>war");
        Matcher others = VERSIONS.matcher(its);
        int found = 0;
        for (; others.find(); found++) {
            assertThat(ours).contains("<" + others.group(1) + ".version>" + others.group(2) + "<");
        }
        assertThat(found).isEqualTo(2);
    }

    @Test
    void theReadmeShowsItsTestAsItIs() throws Exception {
        String test = Files.readString(ExampleJar.PROJECT.resolve("src/test/java/com/example/jobs/WordCountTest.java"));
        String first = test.substring(test.indexOf("    @Test"), test.indexOf("    }\n") + 5)
                        .stripIndent() + "\n";
        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + first + "```");
    }
}
