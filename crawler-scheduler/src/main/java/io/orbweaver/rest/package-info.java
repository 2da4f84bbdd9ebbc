/**
 * The scheduler's REST API, as {@code openapi.yaml} beside it describes it. Handlers run on event loops and hand all that
 * concerns the scheduler to its thread.
 */
@org.jspecify.annotations.NullMarked
package io.orbweaver.rest;
