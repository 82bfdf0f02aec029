using System.Text.Json;
using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Tokens;

/// <summary>What a token is to be for.</summary>
internal enum ScopeKind
{
    /// <summary>Nothing is asked for: the default project, if there is one.</summary>
    None,

    /// <summary>Expressly nothing.</summary>
    Unscoped,

    /// <summary>A project.</summary>
    Project,

    /// <summary>An organisation.</summary>
    Domain,

    /// <summary>The installation.</summary>
    System,

    /// <summary>What a trust is for.</summary>
    Trust,
}

/// <summary>What a token is to be for, and which one.</summary>
internal sealed record RequestedScope(ScopeKind Kind, NamedThing? Target)
{
    private static readonly (string Name, ScopeKind Kind)[] Kinds =
    [
        ("project", ScopeKind.Project), ("domain", ScopeKind.Domain), ("system", ScopeKind.System), ("OS-TRUST:trust", ScopeKind.Trust), ("unscoped", ScopeKind.Unscoped),
    ];

    /// <summary>No scope was asked for.</summary>
    public static RequestedScope None { get; } = new(ScopeKind.None, null);

    /// <summary>Reads <c>auth.scope</c>.</summary>
    public static RequestedScope Read(JsonFields auth)
    {
        if (!auth.Has("scope"))
        {
            return None;
        }

        var value = auth.RequiredValue("scope")!.Value;
        if (value.ValueKind == JsonValueKind.String && value.ValueEquals("unscoped"u8))
        {
            return new(ScopeKind.Unscoped, null);
        }

        if (auth.RequiredObject("scope") is not { } scope)
        {
            return None;
        }

        var named = Kinds.Where(kind => scope.Has(kind.Name)).ToList();
        if (named.Count != 1)
        {
            auth.AddProblem("scope", $"must name {(named.Count == 0 ? "one" : "only one")} of {string.Join(", ", Kinds.Select(static kind => kind.Name))}");
            return None;
        }

        var (name, kind) = named[0];
        return kind switch
        {
            ScopeKind.Unscoped => new(kind, null),
            ScopeKind.System => ReadSystem(scope),
            ScopeKind.Project => new(kind, scope.RequiredObject(name) is { } project ? NamedThing.Read(project) : NamedThing.Nothing),
            ScopeKind.Domain => new(kind, scope.RequiredObject(name) is { } domain ? NamedThing.ReadDomain(domain) : NamedThing.Nothing),
            _ => new(kind, new NamedThing(scope.RequiredObject(name)?.RequiredString("id"), null, null, null)),
        };
    }

    private static RequestedScope ReadSystem(JsonFields scope)
    {
        // There is no part of an installation that a token could be for, so "all" says nothing else than true.
        if (scope.RequiredObject("system") is { } system && system.OptionalBoolean("all") != true)
        {
            system.AddProblem("all", "must be true");
        }

        return new(ScopeKind.System, null);
    }
}
