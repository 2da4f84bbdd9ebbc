/** What users reach over HTTP: the routes of the API below {@code /api/v1}. */
@org.jspecify.annotations.NullMarked
package io.orbweaver.rest;
