package dev.multiprocess.sample;

/**
 * What one page holds, in a few figures.
 *
 * @param number the page, counted from 1
 * @param width the width as seen by a reader, in points of 1/72 inch
 * @param height the height as seen by a reader, in points of 1/72 inch
 * @param words the number of words
 * @param firstLine the first line that is not blank, or an empty string if the page has
 * no text
 */
public record PageSummary(int number, double width, double height, int words, String firstLine) {

}
