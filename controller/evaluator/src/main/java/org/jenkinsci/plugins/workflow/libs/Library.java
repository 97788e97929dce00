package org.jenkinsci.plugins.workflow.libs;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Loads shared libraries before a pipeline is compiled: {@code @Library('shop@1.2') _}. */
@Retention(RetentionPolicy.SOURCE)
public @interface Library {
    /** Names, each with a version behind an {@code @} where it says one. */
    String[] value() default {};

    /** Whether what changed in it is listed; nothing is. */
    boolean changelog() default true;
}
