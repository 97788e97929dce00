package dev.millrace.plugins.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.api.step.StepException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/shop.git",
                "https://example.org:8443/shop",
                "https://bot@example.org/shop.git",
                "http://[::1]:3000/shop",
                "ssh://git@example.org:2222/shop.git",
                "git@example.org:team/shop.git",
                "example.org:shop.git",
                "git://example.org/shop",
                "file:///srv/git/shop.git",
                "/srv/git/shop.git",
                "./shop",
                "C:\\git\\shop"
            })
    void repositories_are_taken(String url) throws Exception {
        assertEquals(url, GitUrl.of(url).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop",
                "--upload-pack=touch /tmp/x",
                "-u",
                "ext::sh -c 'touch /tmp/x'",
                "fd::17",
                "foo::https://example.org",
                "transport://example.org/x",
                "ssh://-oProxyCommand=x/y",
                "ssh://git@-oProxyCommand=x/y",
                "-oProxyCommand=x:y",
                "git@-oProxyCommand=x:y",
                "host:-x",
                "https://example.org/a\nb",
                "https:///x"
            })
    void options_helpers_and_nonsense_are_refused(String url) {
        var failure = assertThrows(StepException.class, () -> GitUrl.of(url));
        assertEquals("bad-argument", failure.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://bot:hunter2@example.org/shop", "https://:hunter2@example.org/shop"})
    void a_password_is_refused_and_not_repeated(String url) {
        var failure = assertThrows(StepException.class, () -> GitUrl.of(url));
        assertFalse(String.valueOf(failure.getMessage()).contains("hunter2"));
    }
}
