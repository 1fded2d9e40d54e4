/**
 * The part of Go's text templates that job files use (cli-config-auth.md §10.3): fields of a map of texts, {@code
 * if}/{@code else}/{@code end}, {@code range}, pipelines, literals, {@code or and not eq ne len print}, comments and
 * trimming. Everything is immutable but for the parser, which is for one thread and one template.
 *
 * <p>Where it differs on purpose: a key that is missing is an error, but not in a condition and not among the arguments of
 * {@code or}, {@code and} and {@code not}, so that {@code {{or .tag "latest"}}} works; and {@code range} walks through the
 * comma-separated parts of a text, since values of the command line are never lists.
 */
@NullMarked
package org.bacalhau.cli.template;

import org.jspecify.annotations.NullMarked;
