using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Views.Controls;

/// <summary>Checks what was typed to confirm a destruction.</summary>
internal static class TypedConfirmationCheck
{
    /// <summary>Whether the name was typed; notes the problem if it was not.</summary>
    public static bool IsTyped(Page page, string expected)
    {
        if (page.Form.Text("confirmation").Trim() == expected)
        {
            return true;
        }

        page.Form.AddProblem("confirmation", page.T(PageTexts.TypedWrong, expected));
        return false;
    }
}
