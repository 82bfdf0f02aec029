using System.Data.Common;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.OAuth;

/// <summary>A consumer as it is kept, but for the secret.</summary>
internal sealed record Consumer(string Id, string? Description, string? Extra)
{
    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns => $"id, description, extra";

    public static Consumer Read(DbDataReader row) => new(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2));

    /// <summary>The consumer of that id; null if there is none.</summary>
    public static ValueTask<Consumer?> FindAsync(IDatabaseSession session, string id) =>
        session.QueryFirstOrDefaultAsync($"SELECT {Columns} FROM iam_oauth_consumers WHERE id = {id}", Read);

    /// <summary>The consumer on the wire; its secret only when it was just made.</summary>
    public ConsumerBody ToBody(Call call, string? secret = null) => new(Id, Description, secret, IamLinks.To(call, OAuthRoutes.Consumers, Id)) { Extra = ExtraAttributes.ToWire(Extra) };
}

/// <summary>The fields of a consumer that a request gives.</summary>
/// <param name="HasDescription">Whether a description is given, be it null.</param>
/// <param name="Description">The description.</param>
/// <param name="Extra">Attributes of a caller's own.</param>
internal sealed record ConsumerFields(bool HasDescription, string? Description, string? Extra)
{
    private const int LongestDescription = 4096;

    /// <summary>Reads the body. A secret is made by the server and never given to it.</summary>
    public static ConsumerFields Read(JsonFields body)
    {
        if (body.RequiredObject("consumer") is not { } consumer)
        {
            return new(HasDescription: false, null, null);
        }

        if (consumer.Has("secret"))
        {
            consumer.Skip("secret");
            consumer.AddProblem("secret", "is made by the server and can't be given or changed");
        }

        return new(consumer.Has("description"), consumer.OptionalString("description", 0, LongestDescription), ExtraAttributes.Read(consumer));
    }
}
