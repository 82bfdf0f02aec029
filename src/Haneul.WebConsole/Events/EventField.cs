using Haneul.WebConsole.Languages;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Events;

/// <summary>A field that events are searched by. Its name is that of the API's parameter (contracts/cloudtrail.openapi.json, ListEvents).</summary>
/// <param name="Name">Name in the address, and in the call.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Group">The part of an event that it belongs to, as KakaoCloud groups them (spec/iam-and-trail.md section 6.3).</param>
/// <param name="Values">The values that it can have; null for any text.</param>
public sealed record EventField(string Name, Text Label, EventFieldGroup Group, IReadOnlyList<(string Value, Text Text)>? Values = null)
{
    /// <summary>Free text.</summary>
    public const string FreeText = "q";

    /// <summary>The field that only those have a choice in who see events of the organisation.</summary>
    public const string Category = "event_category";

    /// <summary>The service that a call went to.</summary>
    public const string SourceService = "source_service";

    /// <summary>How a call ended.</summary>
    public const string Result = "result";

    /// <summary>Every field, in the order of the form.</summary>
    public static IReadOnlyList<EventField> All { get; } =
    [
        new(FreeText, EventFieldTexts.FreeText, EventFieldGroup.Anywhere),
        new("event_name", EventFieldTexts.Name, EventFieldGroup.Event),
        new(SourceService, EventFieldTexts.SourceService, EventFieldGroup.Event),
        new("service_name", EventFieldTexts.ServiceName, EventFieldGroup.Event),
        new(Category, EventFieldTexts.Category, EventFieldGroup.Event, [(EventCategories.Project, EventFieldTexts.ProjectEvent), (EventCategories.Organisation, EventFieldTexts.OrganisationEvent)]),
        new(Result, EventFieldTexts.Result, EventFieldGroup.Event, [(EventResults.Success, EventFieldTexts.Success), (EventResults.Refused, EventFieldTexts.Refused), (EventResults.Failed, EventFieldTexts.Failed)]),
        new("user_id", EventFieldTexts.UserUniqueId, EventFieldGroup.User),
        new("user_email", EventFieldTexts.UserId, EventFieldGroup.User),
        new("user_name", EventFieldTexts.UserName, EventFieldGroup.User),
        new("credential_id", EventFieldTexts.CredentialId, EventFieldGroup.User),
        new("source_ip", EventFieldTexts.SourceAddress, EventFieldGroup.User),
        new("user_agent", EventFieldTexts.UserAgent, EventFieldGroup.User),
        new("resource_type", EventFieldTexts.ResourceType, EventFieldGroup.Resource),
        new("resource_name", EventFieldTexts.ResourceName, EventFieldGroup.Resource),
        new("resource_id", EventFieldTexts.ResourceId, EventFieldGroup.Resource),
        new("request_id", EventFieldTexts.RequestId, EventFieldGroup.Resource),
    ];

    /// <summary>A value as it is shown.</summary>
    public string Show(string value, Language language)
    {
        foreach (var (known, text) in Values ?? [])
        {
            if (known == value)
            {
                return text.In(language);
            }
        }

        return value;
    }
}

/// <summary>A part of an event.</summary>
public enum EventFieldGroup
{
    /// <summary>Any of them.</summary>
    Anywhere,

    /// <summary>What happened.</summary>
    Event,

    /// <summary>Who did it, and from where.</summary>
    User,

    /// <summary>What it was done to, and in which call.</summary>
    Resource,
}
