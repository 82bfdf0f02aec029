using System.Globalization;
using Haneul.Kernel.Access;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Events;

/// <summary>
/// What the address of a search asks for. The address is the permalink: it has every filter and nothing else, and times in it have a zone, so that it means the same to whoever
/// opens it.
/// </summary>
public sealed class EventFilter
{
    private const int LongestText = 2000;
    private const string LocalFormat = "yyyy-MM-dd'T'HH:mm:ss";

    private static readonly Permission ReadOrganisationEvents = Permission.Granted("cloud-trail:organisation-event:read");
    private static readonly string[] OtherParameters = ["order", "size", "columns"];
    private static readonly string[] LocalFormats = ["yyyy-MM-dd'T'HH:mm", LocalFormat, "yyyy-MM-dd'T'HH:mm:ss.FFF", "yyyy-MM-dd"];

    private readonly OrderedDictionary<string, string> _address = new(StringComparer.Ordinal);
    private readonly TimeZoneInfo _zone;

    private EventFilter(Page page)
    {
        _zone = page.Times.Zone;
        foreach (var field in EventField.All)
        {
            if (page.Query(field.Name)?.Trim() is { Length: > 0 and <= LongestText } value)
            {
                _address[field.Name] = value;
            }
        }

        From = Instant(page, "from");
        To = Instant(page, "to");
        if (From is null && To is null)
        {
            Period = EventPeriod.All.FirstOrDefault(period => period.Name == page.Query("range")) ?? EventPeriod.Default;
            From = page.Times.Now - Period.Length;
            _address["range"] = Period.Name;
        }

        foreach (var name in OtherParameters)
        {
            if (page.Context.Request.Query[name] is { Count: > 0 } values && string.Join(',', values.Where(static value => value is not null)) is { Length: > 0 and <= LongestText } value)
            {
                _address[name] = value;
            }
        }

        IsAscending = _address.GetValueOrDefault("order") == "asc";
    }

    /// <summary>The period that ends now; null for one with fixed ends.</summary>
    public EventPeriod? Period { get; }

    /// <summary>The earliest time; null for none.</summary>
    public DateTimeOffset? From { get; }

    /// <summary>The time before which events are; null for now.</summary>
    public DateTimeOffset? To { get; }

    /// <summary>Whether the oldest come first.</summary>
    public bool IsAscending { get; }

    /// <summary>Whether anything but the period is asked for.</summary>
    public bool HasFields => Used.Any();

    /// <summary>The fields that are asked for, with what they must be.</summary>
    public IEnumerable<(EventField Field, string Value)> Used =>
        from known in EventField.All
        where _address.ContainsKey(known.Name)
        select (known, _address[known.Name]);

    /// <summary>Reads the address of a page. Times that are none are noted as problems of the page's form, which is filled in with the rest.</summary>
    public static EventFilter Read(Page page)
    {
        var filter = new EventFilter(page);
        foreach (var (field, value) in filter.Used)
        {
            page.Form.Set(field.Name, value);
        }

        page.Form.Set("order", filter.IsAscending ? "asc" : "desc");
        return filter;
    }

    /// <summary>Whether the person sees events of the organisation beside those of the project, as the API decides it.</summary>
    public static bool SeesOrganisationEvents(Page page) =>
        page.Caller is { } caller && caller.May(ReadOrganisationEvents) && caller.ProjectDomainId == caller.UserDomainId;

    /// <summary>Whether the address that the browser came by is not the permalink: a form leaves empty fields and times without a zone in it.</summary>
    public static bool IsUntidy(Page page) =>
        page.Context.Request.Query.Any(static part => part.Value is [null or ""] || (part.Key is "from" or "to" && LocalTime(part.Value.ToString()) is not null));

    /// <summary>The value of a field; null if it is not asked for.</summary>
    public string? Value(string field) => _address.GetValueOrDefault(field);

    /// <summary>The address of this search with some parameters changed; null takes one out. A place in the list of results is never kept.</summary>
    public ApiPath Address(params ReadOnlySpan<(string Name, string? Value)> changes)
    {
        var values = new OrderedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in _address)
        {
            values[name] = value;
        }

        foreach (var (name, value) in changes)
        {
            values[name] = value;
        }

        return values.Aggregate(ApiPath.Of($"/events"), static (path, parameter) => path.With(parameter.Key, parameter.Value));
    }

    /// <summary>The address of this search at other times: between two, or of a period that ends now.</summary>
    public ApiPath AddressOf(DateTimeOffset from, DateTimeOffset to) => Address(("range", null), ("from", Wire(from)), ("to", Wire(to)));

    /// <summary>The address of this search over a period that ends now.</summary>
    public ApiPath AddressOf(EventPeriod period) => Address(("from", null), ("to", null), ("range", period.Name));

    /// <summary>The address of where the list goes on. It has fixed times: a place in a list is good for one query alone.</summary>
    public ApiPath AddressAfter(string cursor) => Address(("range", null), ("from", From is { } from ? Wire(from) : null), ("to", To is { } to ? Wire(to) : null), ("cursor", cursor));

    /// <summary>A call that takes the filters of a search, with them.</summary>
    public ApiPath WriteTo(ApiPath call, bool withTimes = true)
    {
        foreach (var (field, value) in Used)
        {
            call.With(field.Name, value);
        }

        return withTimes ? call.With("from", From is { } from ? Wire(from) : null).With("to", To is { } to ? Wire(to) : null) : call;
    }

    /// <summary>A time as the field of the form has it: in the person's zone.</summary>
    public string Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, _zone).ToString(LocalFormat, CultureInfo.InvariantCulture);

    /// <summary>A time as addresses and calls have it.</summary>
    public static string Wire(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    private DateTimeOffset? Instant(Page page, string name)
    {
        if (page.Query(name)?.Trim() is not { Length: > 0 } text)
        {
            return null;
        }

        page.Form.Set(name, text);
        DateTimeOffset? typed = LocalTime(text) is { } local ? LocalInstant.Of(page, local)
            : text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed) ? parsed
            : null;

        // The ends of the calendar can't be shown in every zone.
        if (typed is not { UtcDateTime.Year: >= 1971 and <= 9997 } instant)
        {
            page.Form.AddProblem(name, page.T(EventsTexts.NotATime));
            return null;
        }

        page.Form.Set(name, Local(instant));
        _address[name] = Wire(instant);
        return instant;
    }

    private static DateTime? LocalTime(string text) =>
        DateTime.TryParseExact(text.Trim(), LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? local : null;
}
