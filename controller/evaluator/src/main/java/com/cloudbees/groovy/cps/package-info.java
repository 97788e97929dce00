/** Names that pipeline code writes. */
@NullMarked
package com.cloudbees.groovy.cps;

import org.jspecify.annotations.NullMarked;
