namespace Haneul.EndToEndTests.Docs;

/// <summary>The reading of pages, without which the tests of their commands could pass on nothing.</summary>
public sealed class DocumentPageTests
{
    private const string Page = """
        # Page

        ```sh
        echo one; echo two
        ```
        ```json
        one
        t…
        ```

        ```sh
        true
        ```

        ```json
        not an answer
        ```

        """;

    [Fact]
    public void A_block_has_its_line_its_commands_and_the_answer_right_under_it()
    {
        var blocks = DocumentPage.Parse(Page).Blocks;

        Assert.Equal([new DocumentBlock(4, "echo one; echo two\n", "one\nt…\n"), new DocumentBlock(12, "true\n", null)], blocks);
    }

    [Theory]
    [InlineData("one\ntwo\n", true)]
    [InlineData("one\nt\n", true)]
    [InlineData("one\ntwo", false)]
    [InlineData("one\ntwo\nthree\n", false)]
    [InlineData("one\nthree\nx\n", false)]
    [InlineData("one!\ntwo\n", false)]
    public void What_is_left_out_is_within_one_line_and_all_else_is_as_printed(string output, bool matches) =>
        Assert.Equal(matches, DocumentPage.Parse(Page).Blocks[0].Matches(output));

    [Fact]
    public void Without_an_answer_on_the_page_nothing_may_be_printed()
    {
        var block = DocumentPage.Parse(Page).Blocks[1];

        Assert.True(block.Matches(""));
        Assert.False(block.Matches("something\n"));
    }
}
