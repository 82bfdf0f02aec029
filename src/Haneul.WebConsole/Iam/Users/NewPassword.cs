using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Iam.Users;

/// <summary>Reads a password that somebody sets for somebody else, typed twice.</summary>
internal static class NewPassword
{
    /// <summary>The password; what is wrong is noted at its field.</summary>
    public static string Read(Page page)
    {
        // As it was typed: spaces around a password belong to it.
        var password = page.Form.Text("password");
        if (password.Length == 0)
        {
            page.Form.Required("password", page.Language);
        }
        else if (password != page.Form.Text("again"))
        {
            page.Form.AddProblem("again", page.T(UserTexts.NotTheSame));
        }

        return password;
    }
}
