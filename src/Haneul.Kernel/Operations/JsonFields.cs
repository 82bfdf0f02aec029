using System.Globalization;
using System.Text;
using System.Text.Json;
using Haneul.Kernel.Dialects;

namespace Haneul.Kernel.Operations;

/// <summary>How a reader treats fields that it does not know.</summary>
public enum UnknownFields
{
    /// <summary>They are an error: platform services (decisions.md 7).</summary>
    Refuse,

    /// <summary>They are ignored: IAM, as stock Keystone.</summary>
    Ignore,
}

/// <summary>
/// Reads one JSON object of a request field by field and collects everything that is wrong with it, so that a caller learns all of it at once.
/// A read that fails returns the default and leaves a <see cref="FieldProblem"/>.
/// </summary>
public sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly List<JsonFields> _children = [];
    private readonly List<FieldProblem> _problems;
    private readonly UnknownFields _unknown;
    private readonly string _path;

    internal JsonFields(JsonElement element, string path, UnknownFields unknown, List<FieldProblem> problems)
    {
        _path = path;
        _unknown = unknown;
        _problems = problems;
        foreach (var property in element.EnumerateObject())
        {
            if (!JsonText.TryGetName(property, out var name))
            {
                problems.Add(new(path.Length == 0 ? "body" : path, "has a field whose name is not valid Unicode text"));
            }
            else if (!_fields.TryAdd(name, property.Value))
            {
                problems.Add(new(PathOf(name), "must not be repeated"));
            }
        }
    }

    /// <summary>Whether the object has the field, be it null.</summary>
    public bool Has(string name) => _fields.ContainsKey(name);

    /// <summary>Passes over a field that may be there and means nothing.</summary>
    public void Skip(string name) => _read.Add(name);

    /// <summary>Says that a field is wrong for a reason that only the operation knows.</summary>
    public void AddProblem(string name, string message) => _problems.Add(new(PathOf(name), message));

    /// <summary>A nested object that must be there.</summary>
    public JsonFields? RequiredObject(string name) =>
        Find(name, required: true, out var element) ? ReadObject(name, element) : null;

    /// <summary>A nested object that may be absent or null.</summary>
    public JsonFields? OptionalObject(string name) =>
        Find(name, required: false, out var element) ? ReadObject(name, element) : null;

    /// <summary>A string that must be there, with its length in characters within the bounds.</summary>
    public string RequiredString(string name, int minLength = 1, int maxLength = 255) =>
        Find(name, required: true, out var element) ? JsonText.Read(PathOf(name), element, minLength, maxLength, _problems) ?? "" : "";

    /// <summary>A string that may be absent or null.</summary>
    public string? OptionalString(string name, int minLength = 0, int maxLength = 255) =>
        Find(name, required: false, out var element) ? JsonText.Read(PathOf(name), element, minLength, maxLength, _problems) : null;

    /// <summary>True or false; absent or null gives the default.</summary>
    public bool? OptionalBoolean(string name)
    {
        if (!Find(name, required: false, out var element))
        {
            return null;
        }

        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return element.GetBoolean();
        }

        AddProblem(name, "must be true or false");
        return null;
    }

    /// <summary>A whole number within the bounds; absent or null gives the default.</summary>
    public int? OptionalInt32(string name, int minimum, int maximum)
    {
        if (!Find(name, required: false, out var element))
        {
            return null;
        }

        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) && number >= minimum && number <= maximum)
        {
            return number;
        }

        AddProblem(name, $"must be a whole number from {minimum} to {maximum}");
        return null;
    }

    /// <summary>A whole number within the bounds that must be there; 0 if something is wrong with it.</summary>
    public int RequiredInt32(string name, int minimum, int maximum) =>
        Find(name, required: true, out _) ? OptionalInt32(name, minimum, maximum) ?? 0 : 0;

    /// <summary>A list of strings that may be absent or null.</summary>
    public IReadOnlyList<string>? OptionalStrings(string name, int maxCount = 1000, int maxLength = 255)
    {
        if (!Find(name, required: false, out var element) || !IsArray(name, element, maxCount))
        {
            return null;
        }

        var items = new List<string>();
        foreach (var item in element.EnumerateArray())
        {
            items.Add(JsonText.Read($"{PathOf(name)}[{items.Count}]", item, 1, maxLength, _problems) ?? "");
        }

        return items;
    }

    /// <summary>A list of objects that may be absent or null, each read by <paramref name="read"/>.</summary>
    public IReadOnlyList<T>? OptionalObjects<T>(string name, Func<JsonFields, T> read, int maxCount = 1000)
    {
        if (!Find(name, required: false, out var element) || !IsArray(name, element, maxCount))
        {
            return null;
        }

        var items = new List<T>();
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            if (ReadObject($"{name}[{index++}]", item) is { } fields)
            {
                items.Add(read(fields));
            }
        }

        return items;
    }

    /// <summary>
    /// Any JSON value that must be there; null is a value. Valid only as long as the body. Strings and names in it must be valid Unicode.
    /// </summary>
    public JsonElement? RequiredValue(string name)
    {
        _read.Add(name);
        if (_fields.TryGetValue(name, out var element))
        {
            return element;
        }

        AddProblem(name, "is required");
        return null;
    }

    /// <summary>An instant as ISO 8601; without a zone it is UTC, as Keystone reads it.</summary>
    public DateTimeOffset? OptionalInstant(string name)
    {
        if (OptionalString(name, 1, 64) is not { } text)
        {
            return null;
        }

        if (text.Contains('T', StringComparison.Ordinal) &&
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant))
        {
            return instant;
        }

        AddProblem(name, "must be a date and time in ISO 8601, such as 2030-01-31T09:00:00Z");
        return null;
    }

    /// <summary>An instant that must be there, as <see cref="OptionalInstant"/> reads it.</summary>
    public DateTimeOffset? RequiredInstant(string name) => Find(name, required: true, out _) ? OptionalInstant(name) : null;

    /// <summary>
    /// The fields that nobody has read so far, as a JSON object; null if there are none. For attributes of a caller's own, which stock Keystone keeps and shows
    /// again. They may take <paramref name="maxBytes"/> at most.
    /// </summary>
    public string? RemainingAsJson(int maxBytes)
    {
        var rest = _fields.Where(field => !_read.Contains(field.Key)).ToList();
        if (rest.Count == 0)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in rest)
            {
                _read.Add(name);
                if (!JsonText.IsValid(value))
                {
                    AddProblem(name, "has text that is not valid Unicode");
                    continue;
                }

                json.WritePropertyName(name);
                value.WriteTo(json);
            }

            json.WriteEndObject();
        }

        if (buffer.Length > maxBytes)
        {
            _problems.Add(new(_path, $"has more than {maxBytes} bytes of attributes that are not its own"));
            return null;
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Says of every field that nobody has read so far that it is not known: for objects with a closed set of names in a body that is otherwise open.</summary>
    public void RefuseRemaining()
    {
        foreach (var name in _fields.Keys.Where(name => !_read.Contains(name)))
        {
            AddProblem(name, "is not a known field");
            _read.Add(name);
        }
    }

    /// <summary>Reports what was sent and never read, here and below, if the reader refuses unknown fields.</summary>
    internal void ReportUnknown()
    {
        if (_unknown == UnknownFields.Refuse)
        {
            RefuseRemaining();
        }

        _children.ForEach(child => child.ReportUnknown());
    }

    private string PathOf(string name) => JsonText.PathOf(_path, name);

    private bool Find(string name, bool required, out JsonElement element)
    {
        _read.Add(name);
        if (_fields.TryGetValue(name, out element) && element.ValueKind != JsonValueKind.Null)
        {
            return true;
        }

        if (required)
        {
            AddProblem(name, _fields.ContainsKey(name) ? "must not be null" : "is required");
        }

        return false;
    }

    private JsonFields? ReadObject(string name, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            AddProblem(name, "must be an object");
            return null;
        }

        var child = new JsonFields(element, PathOf(name), _unknown, _problems);
        _children.Add(child);
        return child;
    }

    private bool IsArray(string name, JsonElement element, int maxCount)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            AddProblem(name, "must be a list");
            return false;
        }

        if (element.GetArrayLength() > maxCount)
        {
            AddProblem(name, $"must have at most {maxCount} items");
            return false;
        }

        return true;
    }
}
