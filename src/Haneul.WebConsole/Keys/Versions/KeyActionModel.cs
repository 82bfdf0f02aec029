using Haneul.WebConsole.Pages;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys.Versions;

/// <summary>What a page shows that asks before something is done to a key: its effect, and a button.</summary>
public sealed record KeyActionModel
{
    /// <summary>The key.</summary>
    public required Key Key { get; init; }

    /// <summary>What is done, to what.</summary>
    public required string Title { get; init; }

    /// <summary>What comes of it.</summary>
    public required string Effect { get; init; }

    /// <summary>What is easily overlooked; null for nothing.</summary>
    public string? Warning { get; init; }

    /// <summary>The text of the button.</summary>
    public required string Button { get; init; }

    /// <summary>Whether something is lost by it.</summary>
    public bool IsDangerous { get; init; }

    /// <summary>Whether it takes something back: then "cancel" would be said of both buttons.</summary>
    public bool Undoes { get; init; }

    /// <summary>Whether a time is asked for (<see cref="DestructionField"/>).</summary>
    public bool AsksForTime { get; init; }

    /// <summary>What has to be typed; null for nothing.</summary>
    public string? Confirmation { get; init; }

    /// <summary>Shows the page.</summary>
    internal PageAnswer Show(Page page, int status = StatusCodes.Status200OK) => page.Show<KeyActionView, KeyActionModel>(Title, this, status);
}
