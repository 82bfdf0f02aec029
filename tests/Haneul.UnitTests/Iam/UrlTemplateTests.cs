using FsCheck;
using FsCheck.Fluent;
using Haneul.Security.Iam.ServiceCatalog;

namespace Haneul.UnitTests.Iam;

public sealed class UrlTemplateTests
{
    private static readonly string[] Pieces =
        ["http://x/", "$(project_id)s", "%(tenant_id)s", "$(user_id)s", "%%", "%", "$", "(", ")", ")s", "s", "%(", "$(", "project_id", "%(password)s", "$(project_id)d", "%20", "하늘", "{0}"];

    private static readonly Gen<string> Templates =
        from count in Gen.Choose(0, 8)
        from pieces in Gen.Elements(Pieces).ListOf(count)
        select string.Concat(pieces);

    [Theory]
    [InlineData("http://x/y", "http://x/y")]
    [InlineData("http://x/$(project_id)s/%(tenant_id)s", "http://x/P/P")]
    [InlineData("http://x/AUTH_%(tenant_id)s?u=$(user_id)s", "http://x/AUTH_P?u=U")]
    [InlineData("http://x/100%%/$5", "http://x/100%/$5")]
    [InlineData("http://x/%%(project_id)s", "http://x/%(project_id)s")]
    public void Names_are_replaced(string text, string expected)
    {
        Assert.True(UrlTemplate.TryParse(text, out var template, out _));
        Assert.Equal(expected, template.For("P", "U"));
    }

    [Theory]
    [InlineData("http://x/%")]
    [InlineData("http://x/%20")]
    [InlineData("http://x/%s")]
    [InlineData("http://x/%(project_id)")]
    [InlineData("http://x/$(project_id)d")]
    [InlineData("http://x/%(project_id")]
    [InlineData("http://x/$(admin_token)s")]
    [InlineData("http://x/$(PROJECT_ID)s")]
    public void What_is_no_template_is_told_and_not_thrown(string text)
    {
        Assert.False(UrlTemplate.TryParse(text, out _, out var problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void An_address_that_names_a_project_is_none_without_one()
    {
        Assert.True(UrlTemplate.TryParse("http://x/$(project_id)s", out var ofProject, out _));
        Assert.True(UrlTemplate.TryParse("http://x/$(user_id)s", out var ofUser, out _));

        Assert.Null(ofProject.For(projectId: null, "U"));
        Assert.Equal("http://x/U", ofUser.For(projectId: null, "U"));
        Assert.True(ofProject is { NamesProject: true, NamesUser: false });
        Assert.True(ofUser is { NamesProject: false, NamesUser: true });
    }

    [Fact]
    public void Every_text_is_either_an_address_or_a_problem_and_an_address_depends_only_on_what_it_says() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(Templates.ToArbitrary(), text =>
        {
            if (!UrlTemplate.TryParse(text, out var template, out var problem))
            {
                return problem.Length > 0;
            }

            var one = template.For("<P>", "<U>")!;
            return template.NamesProject == one.Contains("<P>", StringComparison.Ordinal)
                && template.NamesUser == one.Contains("<U>", StringComparison.Ordinal)
                && (template.For(projectId: null, "<U>") is null) == template.NamesProject;
        }));

    [Fact]
    public void Any_text_can_be_written_so_that_it_stays_as_it_is() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(Templates.ToArbitrary(), text =>
        {
            var written = text.Replace("%", "%%", StringComparison.Ordinal);
            // A dollar before a parenthesis has no other spelling, in Keystone neither.
            return written.Contains("$(", StringComparison.Ordinal) || (UrlTemplate.TryParse(written, out var template, out _) && template.For("P", "U") == text);
        }));
}
