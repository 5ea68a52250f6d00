package io.lingzhi.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLocatorTest {
    @TempDir
    Path folder;

    @Test
    void takesTheFirstUsualPlaceThatHoldsAFile() throws IOException {
        ConfigLocator locator = new ConfigLocator(folder.resolve("work"), folder.resolve("home"));
        assertThat(locator.usual()).isEmpty();

        List<Path> places = locator.usualPlaces();
        for (Path place : places.reversed()) {
            Files.createDirectories(place.resolveSibling("."));
            Files.writeString(place, "port: 1\n");
            assertThat(locator.usual()).contains(place);
        }
        assertThat(locator.named("other.yaml")).isEqualTo(folder.resolve("work/other.yaml"));
    }
}
