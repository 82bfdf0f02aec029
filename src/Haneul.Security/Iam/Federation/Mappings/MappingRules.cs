using System.Text.Json;
using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.Federation.Mappings;

/// <summary>
/// The structure that the rules of a mapping must have (Keystone's mapping schema 1.0; 2.0 adds the domain of a project). What the rules mean for somebody who signs in
/// is looked at when they do.
/// </summary>
internal static class MappingRules
{
    /// <summary>The versions of the structure.</summary>
    public static readonly IReadOnlyList<string> Versions = ["1.0", "2.0"];

    // Rules that are wrong a thousand times are not told about a thousand times.
    private const int MostProblems = 10;

    private static readonly string[] Conditions = ["any_one_of", "not_any_of", "blacklist", "whitelist"];

    /// <summary>What is wrong with the rules; empty if nothing is.</summary>
    public static IReadOnlyList<FieldProblem> Check(JsonElement rules, string version)
    {
        var findings = new Findings(string.Equals(version, "2.0", StringComparison.Ordinal));
        findings.Items("mapping.rules", rules, 1, Rule);
        return findings.Problems;

        static void Rule(Findings findings, string path, JsonElement rule)
        {
            if (findings.Members(path, rule, ["local", "remote"], ["local", "remote"]))
            {
                findings.Items($"{path}.local", rule.GetProperty("local"), 0, Local);
                findings.Items($"{path}.remote", rule.GetProperty("remote"), 1, Remote);
            }
        }
    }

    private static void Local(Findings findings, string path, JsonElement local)
    {
        if (!findings.Members(path, local, ["user", "projects", "group", "groups", "group_ids", "domain"], []))
        {
            return;
        }

        findings.Optional(path, local, "user", User);
        findings.Optional(path, local, "projects", static (found, where, projects) => found.Items(where, projects, 0, Project));
        findings.Optional(path, local, "group", Group);
        findings.Optional(path, local, "groups", static (found, where, value) => found.Text(where, value));
        findings.Optional(path, local, "group_ids", static (found, where, value) => found.Text(where, value));
        findings.Optional(path, local, "domain", Domain);
    }

    private static void User(Findings findings, string path, JsonElement user)
    {
        if (!findings.Members(path, user, ["id", "name", "email", "domain", "type"], []))
        {
            return;
        }

        foreach (var name in new[] { "id", "name", "email" })
        {
            findings.Optional(path, user, name, static (found, where, value) => found.Text(where, value));
        }

        findings.Optional(path, user, "domain", Domain);
        findings.Optional(path, user, "type", static (found, where, type) =>
        {
            if (found.Text(where, type) && type.GetString() is not ("ephemeral" or "local"))
            {
                found.Add(where, "must be ephemeral or local");
            }
        });
    }

    private static void Project(Findings findings, string path, JsonElement project)
    {
        if (!findings.Members(path, project, findings.IsSecondVersion ? ["name", "roles", "domain"] : ["name", "roles"], ["name", "roles"]))
        {
            return;
        }

        findings.Text($"{path}.name", project.GetProperty("name"));
        findings.Items($"{path}.roles", project.GetProperty("roles"), 0, static (found, where, role) =>
        {
            if (found.Members(where, role, ["name"], ["name"]))
            {
                found.Text($"{where}.name", role.GetProperty("name"));
            }
        });
        findings.Optional(path, project, "domain", Domain);
    }

    private static void Group(Findings findings, string path, JsonElement group)
    {
        var byId = group.ValueKind == JsonValueKind.Object && group.TryGetProperty("id", out _);
        if (!findings.Members(path, group, byId ? ["id"] : ["name", "domain"], byId ? ["id"] : ["name", "domain"]))
        {
            return;
        }

        findings.Optional(path, group, "id", static (found, where, value) => found.Text(where, value));
        findings.Optional(path, group, "name", static (found, where, value) => found.Text(where, value));
        findings.Optional(path, group, "domain", Domain);
    }

    private static void Domain(Findings findings, string path, JsonElement domain)
    {
        if (findings.Members(path, domain, ["id", "name"], []))
        {
            findings.Optional(path, domain, "id", static (found, where, value) => found.Text(where, value));
            findings.Optional(path, domain, "name", static (found, where, value) => found.Text(where, value));
        }
    }

    private static void Remote(Findings findings, string path, JsonElement remote)
    {
        if (!findings.Members(path, remote, ["type", "regex", .. Conditions], ["type"]))
        {
            return;
        }

        findings.Text($"{path}.type", remote.GetProperty("type"));
        var conditions = Conditions.Count(name => remote.TryGetProperty(name, out _));
        if (conditions > 1)
        {
            findings.Add(path, $"may have only one of {string.Join(", ", Conditions)}");
        }

        foreach (var name in Conditions)
        {
            findings.Optional(path, remote, name, static (found, where, values) => found.Items(where, values, 0, static (inner, at, value) => inner.Text(at, value)));
        }

        if (remote.TryGetProperty("regex", out var regex))
        {
            if (conditions == 0)
            {
                findings.Add($"{path}.regex", "has no values that it could be about");
            }
            else if (regex.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                findings.Add($"{path}.regex", "must be true or false");
            }
        }
    }

    /// <summary>Collects what is wrong.</summary>
    private sealed class Findings(bool isSecondVersion)
    {
        private readonly List<FieldProblem> _problems = [];

        public bool IsSecondVersion { get; } = isSecondVersion;

        public IReadOnlyList<FieldProblem> Problems => _problems;

        public void Add(string path, string message)
        {
            if (_problems.Count < MostProblems)
            {
                _problems.Add(new(path, message));
            }
        }

        /// <summary>A list of at least so many items, each looked at.</summary>
        public void Items(string path, JsonElement value, int least, Action<Findings, string, JsonElement> look)
        {
            if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() < least)
            {
                Add(path, least == 0 ? "must be a list" : $"must be a list with at least {least} item");
                return;
            }

            foreach (var (index, item) in value.EnumerateArray().Index())
            {
                if (_problems.Count >= MostProblems)
                {
                    return;
                }

                look(this, $"{path}[{index}]", item);
            }
        }

        /// <summary>An object that has no members but the known and all the required ones.</summary>
        public bool Members(string path, JsonElement value, ReadOnlySpan<string> known, ReadOnlySpan<string> required)
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                Add(path, "must be an object");
                return false;
            }

            var before = _problems.Count;
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in value.EnumerateObject())
            {
                if (!known.Contains(member.Name))
                {
                    Add(path, $"may have only {string.Join(", ", known.ToArray())}");
                    break;
                }

                if (!seen.Add(member.Name))
                {
                    Add($"{path}.{member.Name}", "must not be repeated");
                }
            }

            foreach (var name in required)
            {
                if (!seen.Contains(name) && !value.TryGetProperty(name, out _))
                {
                    Add($"{path}.{name}", "is required");
                }
            }

            return _problems.Count == before && _problems.Count < MostProblems;
        }

        public void Optional(string path, JsonElement value, string name, Action<Findings, string, JsonElement> look)
        {
            if (value.TryGetProperty(name, out var member))
            {
                look(this, $"{path}.{name}", member);
            }
        }

        public bool Text(string path, JsonElement value)
        {
            if (value.ValueKind == JsonValueKind.String)
            {
                return true;
            }

            Add(path, "must be a string");
            return false;
        }
    }
}
