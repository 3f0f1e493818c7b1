/**
 * Files: IDX data sets, saved models, checkpoints of trainings, safetensors, images of digits, CSV
 * and JSON. Readers check sizes before they allocate and name the file in every error; writers
 * replace files atomically.
 */
package dev.gradus.formats;
