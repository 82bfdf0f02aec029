using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Languages;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views;

namespace Haneul.WebConsole.Secrets;

/// <summary>What Secrets Manager refuses, in the person's words and language; by the code of the error.</summary>
internal static class SecretProblems
{
    private static readonly Text Unchanged = new("This was not done", "처리되지 않았습니다");
    private static readonly Text NeedsProject = new("Choose a project first.", "먼저 프로젝트를 선택하세요.");
    private static readonly Text BackToSecret = new("Back to the secret", "시크릿으로 돌아가기");

    private static readonly Dictionary<string, Text> ByCode = new(StringComparer.Ordinal)
    {
        ["SecretNotFound"] = new("There is no such secret in this project, or not any more.", "이 프로젝트에 해당 시크릿이 없거나 이미 삭제되었습니다."),
        ["SecretVersionNotFound"] = new("The secret has no such version.", "해당 버전이 없습니다."),
        ["SecretNameAlreadyExists"] = new("A secret of this project has this name already.", "이 프로젝트에 같은 이름의 시크릿이 있습니다."),
        ["SecretVersionQuotaReached"] = new("The secret can't have more versions. Destroy some that nobody needs.", "버전 수 한도에 도달했습니다. 사용하지 않는 버전을 파기하세요."),
        ["SecretVersionConflict"] = new("The secret was changed at the same time. Nothing was stored; please try again.", "동시에 변경되어 저장되지 않았습니다. 다시 시도하세요."),
        ["SecretPreconditionFailed"] = new("Somebody stored a newer version after you opened this page. Nothing was stored; look at it first.", "페이지를 연 이후 새 버전이 저장되었습니다. 저장되지 않았으니 먼저 새 버전을 확인하세요."),
        ["SecretRevisionPassed"] = new("Somebody changed the secret after you opened this page. Nothing was changed; open the page anew.", "페이지를 연 이후 시크릿이 변경되었습니다. 변경 사항은 적용되지 않았으니 페이지를 새로 열어 확인하세요."),
        ["SecretVersionPinned"] = new("The version is pinned and can't be destroyed. Remove its pins first, or deactivate it.", "고정된 버전은 파기할 수 없습니다. 먼저 고정을 해제하거나 비활성화하세요."),
        ["SecretVersionNotPinnable"] = new("Only an active version can be pinned.", "활성 버전만 고정할 수 있습니다."),
        ["SecretPinLimitReached"] = new("The secret can't have more pins.", "고정 수 한도에 도달했습니다."),
        ["SecretPinNotFound"] = new("There is no such pin any more.", "해당 고정이 없습니다."),
        ["SecretVersionNotActive"] = new("The version is not active; only an active version can be read.", "활성 상태가 아닙니다. 활성 버전만 조회할 수 있습니다."),
        ["SecretVersionStateConflict"] = new("The state of the version does not allow this; somebody may have changed it meanwhile.", "버전의 현재 상태에서는 수행할 수 없습니다. 그 사이 상태가 변경되었을 수 있습니다."),
        ["SecretHasVersions"] = new("The secret can be deleted when all its versions are destroyed.", "모든 버전을 파기한 후 시크릿을 삭제할 수 있습니다."),
        ["SecretAccessDenied"] = new("Access control is on for this secret, and you are neither its owner nor on its list.", "접근 제어가 활성화된 시크릿이며, 소유자도 허용 대상도 아닙니다."),
        ["SecretKeyNotUsable"] = new("The KMS key version that protects this value is deactivated or destroyed.", "이 값을 보호하는 KMS 키 버전이 비활성화되었거나 파기되었습니다."),
        ["SecretKeyGone"] = new("The KMS key was deleted at the same time. Nothing was changed.", "KMS 키가 동시에 삭제되어 변경되지 않았습니다."),
        ["SecretKeyDamaged"] = new("The KMS key did not open. Nothing was stored; ask an administrator to look at the log.", "KMS 키를 사용할 수 없어 저장되지 않았습니다. 관리자에게 로그 확인을 요청하세요."),
        ["SecretValueDamaged"] = new("The stored value is damaged and was not opened. Ask an administrator to look at the log.", "저장된 값이 손상되어 열 수 없습니다. 관리자에게 로그 확인을 요청하세요."),
        ["AccessControlDisabled"] = new("Access control is off, so there is no list.", "접근 제어가 비활성화되어 허용 대상 목록이 없습니다."),
        ["MembersNotVisible"] = new("Only who may see the members of the project (Project Admin, IAM Project Viewer) can name some of them.", "프로젝트 멤버를 조회할 수 있는 역할(프로젝트 관리자, IAM 프로젝트 뷰어)만 대상을 지정할 수 있습니다."),
        ["SecretNotOwned"] = new("Only the owner gives a secret to another owner.", "소유자만 소유권을 이전할 수 있습니다."),
        ["SecretOwnerPresent"] = new("The owner can still manage the secret, and so only the owner gives it away.", "현재 소유자가 시크릿을 관리할 수 있으므로 소유자만 이전할 수 있습니다."),
        ["SecretImportRefused"] = new("Some entries can't be imported, so nothing was stored. Run a trial to see which.", "가져올 수 없는 항목이 있어 저장되지 않았습니다. 시험 실행으로 항목을 확인하세요."),
        ["SecretImportConflict"] = new("Secrets of the file were changed at the same time. Nothing was stored; please try again.", "동시에 변경된 시크릿이 있어 저장되지 않았습니다. 다시 시도하세요."),
        ["SecretExportTooLarge"] = new("That would be too large a file. Name a prefix to export fewer secrets.", "파일이 너무 큽니다. 접두사를 지정해 내보낼 시크릿을 줄이세요."),
        ["SecretNameNotExportable"] = new("The name can't be the name of a variable.", "변수 이름으로 사용할 수 없는 이름입니다."),
        ["SecretImportEmpty"] = new("The entry has no value that could become a version.", "버전으로 저장할 값이 없는 항목입니다."),
        ["SecretImportNoFreeName"] = new("No free name was found.", "사용할 수 있는 이름을 찾지 못했습니다."),
        ["SecretValueNotExportable"] = new("The format can't hold the value.", "이 형식으로 저장할 수 없는 값입니다."),
    };

    /// <summary>What an answer says.</summary>
    public static string TextOf(Page page, ApiAnswer answer) => TextOf(page, answer.ErrorCode) ?? ApiProblemTexts.Of(answer, page.Language);

    /// <summary>What a code says; null for one that is not of secrets.</summary>
    public static string? TextOf(Page page, string? code) => code is not null && ByCode.TryGetValue(code, out var text) ? page.T(text) : null;

    /// <summary>Notes what the API refused in the form of the page.</summary>
    public static void Take(Page page, ApiAnswer answer, params ReadOnlySpan<(string Path, string Field)> fields)
    {
        if (TextOf(page, answer.ErrorCode) is not { } text)
        {
            page.Form.Take(answer, page.Language, fields);
        }
        else if (answer.ErrorCode == "SecretNameAlreadyExists")
        {
            page.Form.AddProblem("name", text);
        }
        else
        {
            page.Form.Problem = text;
        }
    }

    /// <summary>The page for a call that failed, with the way back to the secret; without a project, the choice of one.</summary>
    public static PageAnswer Fail(Page page, ApiAnswer answer)
    {
        if (page.Caller is null)
        {
            return page.Redirect($"/projects/choose?return={page.Path}", page.T(NeedsProject));
        }

        if (answer.Status == StatusCodes.Status404NotFound && answer.ErrorCode == "SecretNotFound")
        {
            return page.NotFound();
        }

        if (TextOf(page, answer.ErrorCode) is not { } text)
        {
            return answer.Status == StatusCodes.Status403Forbidden ? page.Refuse(answer.Operation, ApiProblemTexts.Of(answer, page.Language), IdIn(page)) : page.Fail(answer);
        }

        var isRefused = answer.Status == StatusCodes.Status403Forbidden;
        var title = page.T(isRefused ? PageTexts.RefusedTitle : Unchanged);
        var back = IdIn(page) is { } id ? page.Href($"/secrets/{id}") : page.Href($"/secrets");
        return page.Show<ProblemView, ProblemModel>(title, new ProblemModel(title, text, back, page.T(BackToSecret)) { Why = isRefused ? page.WhyRefused(answer.Operation, IdIn(page)) : null }, answer.Status);
    }

    private static string? IdIn(Page page) => page.Route("secret") is { Length: > 0 } id ? id : null;
}
