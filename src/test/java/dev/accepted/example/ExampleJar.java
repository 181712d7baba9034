package dev.accepted.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The example project {@code src/examples/own-handlers}, built from its sources against ours as its {@code pom.xml} would, by the
 * JDK alone: Maven would want Accepted in a repository and plugins from the network, which a machine that tests need not have.
 */
public final class ExampleJar {

    static final Path PROJECT = Path.of("src/examples/own-handlers");

    private ExampleJar() {}

    /**
     * Makes the jar.
     *
     * @param folder where to; must be there
     */
    public static Path build(Path folder) throws IOException {
        Path classes = classes("main", folder.resolve("classes"), System.getProperty("java.class.path"));
        Path jar = folder.resolve("own-handlers.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
        }
        return jar;
    }

    /** Compiles one of its two halves, as strictly as it goes. */
    static Path classes(String half, Path target, String classPath) throws IOException {
        Files.createDirectories(target);
        Path source = PROJECT.resolve("src").resolve(half);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Stream<Path> sources = Files.walk(source.resolve("java"))) {
            List<Path> java =
                    sources.filter(file -> file.toString().endsWith(".java")).toList();
            List<String> options = List.of(
                    "--release",
                    "17",
                    "-proc:none",
                    "-Xlint:all,-path,-classfile",
                    "-Werror",
                    "-d",
                    target.toString(),
                    "-classpath",
                    classPath);
            boolean done = compiler.getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(java))
                    .call();
            assertThat(done).as(said.toString()).isTrue();
        }
        Path resources = source.resolve("resources");
        if (Files.isDirectory(resources)) {
            try (Stream<Path> all = Files.walk(resources)) {
                all.filter(Files::isRegularFile)
                        .forEach(file -> copy(
                                file, target.resolve(resources.relativize(file).toString())));
            }
        }
        return target;
    }

    private static void copy(Path file, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(file, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
