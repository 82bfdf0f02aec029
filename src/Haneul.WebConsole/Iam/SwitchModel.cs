using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Iam;

/// <summary>What a page shows that turns something off or on.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Effect">What happens then.</param>
/// <param name="IsEnabled">How it is now.</param>
/// <param name="Path">The page of the thing.</param>
/// <param name="Name">Its name.</param>
public sealed record SwitchModel(string Title, string Effect, bool IsEnabled, string Path, string Name)
{
    /// <summary>What turning it off is called.</summary>
    public Text TurnOff { get; init; } = IamTexts.Disable;

    /// <summary>What turning it on is called.</summary>
    public Text TurnOn { get; init; } = IamTexts.Enable;
}

/// <summary>What a page shows that deletes something.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Effect">What happens then.</param>
/// <param name="Expected">What has to be typed.</param>
/// <param name="Path">The page of the thing.</param>
/// <param name="Name">Its name.</param>
public sealed record DeletionModel(string Title, string Effect, string Expected, string Path, string Name);
