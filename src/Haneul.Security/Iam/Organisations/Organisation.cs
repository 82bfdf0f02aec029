using System.Data.Common;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Projects;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Organisations;

/// <summary>An organisation as it is kept: Keystone's domain, which can also be seen as a project above all others of it.</summary>
internal sealed record Organisation(string Id, string Name, string Description, bool IsEnabled, string Tags)
{
    /// <summary>The organisation of the first start. There is always one, and clients everywhere know this one by its id.</summary>
    public const string DefaultId = "default";

    /// <summary>Its options.</summary>
    public ResourceOptions Options { get; init; } = ResourceOptions.None;

    /// <summary>Attributes of a caller's own.</summary>
    public string? Extra { get; init; }

    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns => $"id, name, description, enabled, tags, options, extra";

    public static Organisation Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3) == 1, row.GetString(4))
    {
        Options = ResourceOptions.Parse(row.GetString(5)),
        Extra = row.IsDBNull(6) ? null : row.GetString(6),
    };

    /// <summary>The organisation of that id; null if there is none.</summary>
    public static ValueTask<Organisation?> FindAsync(IDatabaseSession session, string id) =>
        session.QueryFirstOrDefaultAsync($"SELECT {Columns} FROM iam_organisations WHERE id = {id}", Read);

    /// <summary>Whether there is an organisation of that id.</summary>
    public static async ValueTask<bool> ExistsAsync(IDatabaseSession session, string id) =>
        await session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM iam_organisations WHERE id = {id}", static row => row.GetInt64(0)) > 0;

    /// <summary>Keeps a new organisation; false if its name or id is taken. A project has the id too, if it is seen as one: they must differ.</summary>
    public static async ValueTask<bool> InsertAsync(ITransaction transaction, Organisation organisation, long now) => await transaction.ExecuteAsync($"""
        INSERT INTO iam_organisations (id, name, name_key, description, enabled, tags, options, extra, created_at)
        SELECT {organisation.Id}, {organisation.Name}, {NameKey.Of(organisation.Name)}, {organisation.Description}, {organisation.IsEnabled}, {organisation.Tags},
               {organisation.Options.ToColumn()}, {organisation.Extra}, {now}
        WHERE NOT EXISTS (SELECT 1 FROM iam_projects p WHERE p.id = {organisation.Id})
        ON CONFLICT DO NOTHING
        """) > 0;

    /// <summary>Keeps what has changed; false if the new name is taken.</summary>
    public static async ValueTask<bool> UpdateAsync(ITransaction transaction, Organisation organisation) => await transaction.ExecuteAsync($"""
        UPDATE iam_organisations SET name = {organisation.Name}, name_key = {NameKey.Of(organisation.Name)}, description = {organisation.Description},
               enabled = {organisation.IsEnabled}, tags = {organisation.Tags}, options = {organisation.Options.ToColumn()}, extra = {organisation.Extra}
        WHERE id = {organisation.Id}
        AND NOT EXISTS (SELECT 1 FROM iam_organisations o WHERE o.name_key = {NameKey.Of(organisation.Name)} AND o.id <> {organisation.Id})
        """) > 0;

    /// <summary>The organisation on the wire.</summary>
    public DomainBody ToBody(Call call) =>
        new(Id, Name, Description, IsEnabled, ProjectTags.Split(Tags), Options.ToBody(), IamLinks.To(call, "domains", Id))
        {
            Attributes = ExtraAttributes.ToWire(Extra),
        };

    /// <summary>The organisation on the wire, seen as a project.</summary>
    /// <param name="call">The call that is answered.</param>
    /// <param name="isChange">Whether the answer is to a change, where Keystone shows the extra attributes twice.</param>
    public ProjectBody ToProjectBody(Call call, bool isChange = false) => new(
        Id, Name, DomainId: null, Description, IsEnabled, ParentId: null, IsDomain: true, ProjectTags.Split(Tags),
        isChange ? ExtraAttributes.ToWire(Extra) ?? [] : null, Options.ToBody(), IamLinks.To(call, "projects", Id))
    {
        Attributes = ExtraAttributes.ToWire(Extra),
    };
}
