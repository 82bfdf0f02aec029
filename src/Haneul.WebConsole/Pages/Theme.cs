namespace Haneul.WebConsole.Pages;

/// <summary>The colours of the console.</summary>
public enum Theme
{
    /// <summary>As the system of the person has it.</summary>
    System,

    /// <summary>Light.</summary>
    Light,

    /// <summary>Dark.</summary>
    Dark,
}
