using System.Text.Json.Nodes;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Iam.Decisions;

/// <summary>What is asked, as the address of the page has it.</summary>
/// <param name="About"><c>user</c>, <c>access_key</c> or <c>service_account</c>.</param>
/// <param name="Subject">Id, or name of a user.</param>
/// <param name="Operation">Name of an operation or an event; null if nothing is asked yet.</param>
/// <param name="Where"><c>project</c>, <c>organisation</c> or <c>system</c>.</param>
/// <param name="Place">Id or name of the project, or id of the organisation; null for the system, and where none is given.</param>
/// <param name="Resource">Id of the secret or key; null to leave it open.</param>
internal sealed record Question(string About, string Subject, string? Operation, string Where, string? Place, string? Resource)
{
    public const string User = "user";
    public const string Project = "project";
    public const string Organisation = "organisation";
    public const string System = "system";

    private static readonly string[] Subjects = [User, "access_key", "service_account"];
    private static readonly string[] Places = [Project, Organisation, System];

    /// <summary>Reads the address: as the form sends it (<c>about</c>, <c>subject</c>, <c>where</c>), or shorter as other pages link here (<c>user=ID</c>).</summary>
    public static Question Read(Page page)
    {
        var about = Subjects.FirstOrDefault(kind => page.Query(kind) is not null) ?? Known(page.Query("about"), Subjects);
        var where = page.Query("where") is { } chosen ? Known(chosen, Places) : page.Query(Project) is null && page.Query(Organisation) is not null ? Organisation : Project;
        var place = where switch
        {
            Project => page.Query(Project) ?? page.State?.ProjectId,
            Organisation => page.Query(Organisation) ?? page.Session!.DomainId,
            _ => null,
        };
        return new(about, (page.Query(about) ?? page.Query("subject") ?? (about == User ? page.Session!.UserName : "")).Trim(), page.Query("operation")?.Trim(), where, place?.Trim(), page.Query("resource")?.Trim());
    }

    /// <summary>The form, filled in.</summary>
    public FormFields ToForm() => FormFields.With(
        ("about", About), ("subject", Subject), ("operation", Operation), ("where", Where), ("project", Where == Project ? Place : null), ("resource", Resource));

    /// <summary>The body for the API.</summary>
    public JsonObject ToBody(string operation)
    {
        var body = new JsonObject { ["subject"] = new JsonObject { [About + "_id"] = Subject }, ["operation"] = operation };
        if (About == User && Where == System)
        {
            body["system"] = true;
        }
        else if (About == User)
        {
            body[Where + "_id"] = Place;
        }

        if (Resource is not null)
        {
            body["resource_id"] = Resource;
        }

        return body;
    }

    private static string Known(string? word, string[] words) => words.FirstOrDefault(known => known == word) ?? words[0];
}
