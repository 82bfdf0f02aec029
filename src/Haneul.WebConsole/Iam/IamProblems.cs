using System.Text.RegularExpressions;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Languages;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Iam;

/// <summary>The refusals of identity in the person's language. Keystone's errors have no code but their status, so they are known by how they begin.</summary>
internal static partial class IamProblems
{
    private static readonly (string Start, Text Text)[] Known =
    [
        ("The installation would be left without", new(
            "Nobody could administer the installation any more. Give somebody else the role admin on the system first.",
            "설치를 관리할 수 있는 사용자가 없어집니다. 먼저 다른 사용자에게 시스템의 admin 역할을 부여하세요.")),
        ("Only an administrator of the installation may change", new(
            "Whoever administers the installation can be changed only by an administrator of the installation.",
            "설치 관리자 계정은 설치 관리자만 변경할 수 있습니다.")),
        ("You are not authorized to give or take", new(
            "Your own roles do not allow giving or taking one of these roles.",
            "현재 역할로는 부여하거나 회수할 수 없는 역할이 포함되어 있습니다.")),
        ("A service account can't be in a group", new("A service account can't be in a group.", "서비스 계정은 그룹에 추가할 수 없습니다.")),
        ("A user may have at most", new(
            "You have as many of these keys in this project as a user may have. Delete one first.",
            "이 프로젝트에서 생성할 수 있는 키 개수를 초과했습니다. 먼저 기존 키를 삭제하세요.")),
        ("A project may have at most", new("The project has as many service accounts as it may have.", "프로젝트에 생성할 수 있는 서비스 계정 수를 초과했습니다.")),
        ("The service account has no role", new(
            "The service account has no role in its project, so a key of it could not sign in. Give it a role first.",
            "서비스 계정에 프로젝트 역할이 없어 키를 만들 수 없습니다. 먼저 역할을 부여하세요.")),
        ("The project can't be deleted while it holds", new(
            "The project can't be deleted while it holds live secrets. Delete them first.",
            "시크릿이 남아 있는 프로젝트는 삭제할 수 없습니다. 먼저 시크릿을 삭제하세요.")),
        ("The project can't be deleted while there are", new("There are projects below it. Delete them first.", "하위 프로젝트가 있습니다. 먼저 하위 프로젝트를 삭제하세요.")),
        ("The domain 'default' can't be", new("This can't be deleted.", "삭제할 수 없습니다.")),
    ];

    /// <summary>Puts a refusal into the form: beside the field that is wrong, or above all.</summary>
    public static void TakeIam(this FormFields form, ApiAnswer answer, Page page, params ReadOnlySpan<(string Path, string Field)> fields)
    {
        if (answer.Status == StatusCodes.Status409Conflict && NameTaken().IsMatch(answer.ErrorMessage))
        {
            form.AddProblem("name", page.T(IamTexts.NameTaken));
        }
        else if (Find(answer) is { } known)
        {
            form.Problem = page.T(known);
        }
        else
        {
            form.Take(answer, page.Language, fields);
        }
    }

    private static Text? Find(ApiAnswer answer)
    {
        foreach (var (start, text) in Known)
        {
            if (answer.ErrorMessage.StartsWith(start, StringComparison.Ordinal))
            {
                return text;
            }
        }

        return ProjectInside().Match(answer.ErrorMessage) is { Success: true } match ? ByRule(match.Value) : null;
    }

    private static Text ByRule(string part) => part switch
    {
        "can't be disabled while projects below it are enabled" => new("Projects below it are enabled. Disable them first.", "사용 중인 하위 프로젝트가 있습니다. 먼저 하위 프로젝트를 사용 중지하세요."),
        "can't be enabled while its domain or a project above it is disabled" => new("Its organization or a project above it is disabled.", "조직 또는 상위 프로젝트가 사용 중지 상태입니다."),
        "can't be deleted while there are projects below it" => new("There are projects below it. Delete them first.", "하위 프로젝트가 있습니다. 먼저 하위 프로젝트를 삭제하세요."),
        _ => new("It is immutable.", "변경할 수 없도록 설정되어 있습니다."),
    };

    [GeneratedRegex("already has (a|an) (project|user|group|account|application credential) of this name", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameTaken();

    [GeneratedRegex(
        "can't be disabled while projects below it are enabled|can't be enabled while its domain or a project above it is disabled|can't be deleted while there are projects below it|is immutable",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ProjectInside();
}
