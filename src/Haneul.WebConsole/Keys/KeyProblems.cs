using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Languages;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views;

namespace Haneul.WebConsole.Keys;

/// <summary>What KMS refuses, in the person's words and language; by the code of the error.</summary>
internal static class KeyProblems
{
    private const string UnknownKey = "KeyNotFound";
    private const string NameTaken = "KeyNameAlreadyExists";
    private const string NameReserved = "KeyNameReserved";

    private static readonly Text NotDone = new("This was not done", "처리되지 않았습니다");
    private static readonly Text BackToKeys = new("Back to the keys", "키 목록으로 돌아가기");

    private static readonly Dictionary<string, Text> ByCode = new(StringComparer.Ordinal)
    {
        [UnknownKey] = new("There is no such key in this project, or not any more.", "이 프로젝트에 해당 키가 없거나 이미 삭제되었습니다."),
        ["KeyVersionNotFound"] = new("The key has no such version.", "키에 해당 버전이 없습니다."),
        ["KeyAccessDenied"] = KeyTexts.LockedHint,
        ["KeyPurposeMismatch"] = new("The key is not for this.", "키의 용도와 맞지 않는 작업입니다."),
        ["KeyNotActivated"] = new("The key is in pre-activation: it has no version yet.", "아직 활성화되지 않아 버전이 없는 키입니다."),
        ["KeyVersionNotActive"] = new(
            "The version of the key that this needs is not active. Only an active version can be used.",
            "이 작업에 필요한 키 버전이 활성 상태가 아닙니다. 활성 버전만 사용할 수 있습니다."),
        ["ServiceKeyNotFound"] = new(
            "The project has no key of this service; a service creates its key when it first needs one.",
            "프로젝트에 이 서비스의 키가 없습니다. 서비스 키는 서비스가 처음 필요로 할 때 생성됩니다."),
        ["ServiceKeyRotationRunning"] = new("The key is being rotated already. Wait until that is finished.", "이미 교체가 진행 중입니다. 완료된 후 다시 시도하세요."),
        ["KeyMaterialDamaged"] = new(
            "The stored material of the key is damaged and was not used. Ask an administrator to look at the log.",
            "저장된 키가 손상되어 사용할 수 없습니다. 관리자에게 로그 확인을 요청하세요."),
        ["ServiceKeyDamaged"] = new(
            "The key that protects the keys of the project did not open. Nothing was stored; ask an administrator to look at the log.",
            "프로젝트의 키를 보호하는 키를 사용할 수 없어 저장되지 않았습니다. 관리자에게 로그 확인을 요청하세요."),
        [NameTaken] = new("A key of this project has this name already.", "이 프로젝트에 같은 이름의 키가 있습니다."),
        [NameReserved] = new("A service key has this name; a user key can't have it.", "서비스 키의 이름은 사용자 키에 사용할 수 없습니다."),
        ["KeyHasVersions"] = new("The key has versions that are not destroyed; it can be deleted when none is left.", "파기되지 않은 버전이 있어 삭제할 수 없습니다."),
        ["KeyInUse"] = KeyTexts.DeleteUsed,
        ["KeyVersionQuotaReached"] = new("The key can't have more versions. Destroy some that nobody needs.", "버전 수 한도에 도달했습니다. 사용하지 않는 버전을 파기하세요."),
        ["KeyVersionConflict"] = new("Other versions were created at the same time. Nothing was stored; please try again.", "동시에 다른 버전이 생성되어 저장되지 않았습니다. 다시 시도하세요."),
        ["KeyVersionStateConflict"] = new(
            "The state of the version does not allow this; somebody may have changed it meanwhile.",
            "버전의 현재 상태에서는 수행할 수 없습니다. 그 사이 상태가 변경되었을 수 있습니다."),
        ["InvalidCiphertext"] = new(
            "This is not a ciphertext of this key, it is damaged, or it was made with other additional data.",
            "이 키로 만든 암호문이 아니거나, 손상되었거나, 추가 인증 데이터가 다릅니다."),
        ["AccessControlDisabled"] = new("Access control is off, so there is no list.", "접근 제어를 사용하지 않아 허용 대상 목록이 없습니다."),
        ["AccessTargetNotFound"] = new("Somebody who was chosen has no role in the project any more.", "선택한 대상이 더 이상 이 프로젝트에 역할을 가지고 있지 않습니다."),
        ["MembersNotVisible"] = new(
            "Only who may see the members of the project (Project Admin, IAM Project Viewer) can name some of them.",
            "프로젝트 멤버를 조회할 수 있는 역할(프로젝트 관리자, IAM 프로젝트 뷰어)만 대상을 지정할 수 있습니다."),
    };

    /// <summary>What an answer says.</summary>
    public static string TextOf(Page page, ApiAnswer answer) => TextOf(page, answer.ErrorCode) ?? ApiProblemTexts.Of(answer, page.Language);

    /// <summary>What a code says; null for one that is not of keys.</summary>
    public static string? TextOf(Page page, string? code) => code is not null && ByCode.TryGetValue(code, out var text) ? page.T(text) : null;

    /// <summary>Notes what the API refused in the form of the page.</summary>
    public static void Take(Page page, ApiAnswer answer, params ReadOnlySpan<(string Path, string Field)> fields)
    {
        if (TextOf(page, answer.ErrorCode) is not { } text)
        {
            page.Form.Take(answer, page.Language, fields);
        }
        else if (answer.ErrorCode is NameTaken or NameReserved)
        {
            page.Form.AddProblem("name", text);
        }
        else
        {
            page.Form.Problem = text;
        }
    }

    /// <summary>The page for a call that failed, with the way back to the keys.</summary>
    public static PageAnswer Fail(Page page, ApiAnswer answer)
    {
        if (answer.ErrorCode == UnknownKey)
        {
            return page.NotFound();
        }

        if (TextOf(page, answer.ErrorCode) is not { } text)
        {
            return answer.Status == StatusCodes.Status403Forbidden ? page.Refuse(answer.Operation, ApiProblemTexts.Of(answer, page.Language), KeyApi.IdIn(page)) : page.Fail(answer);
        }

        var isRefused = answer.Status == StatusCodes.Status403Forbidden;
        var title = page.T(isRefused ? PageTexts.RefusedTitle : NotDone);
        return page.Show<ProblemView, ProblemModel>(title, new ProblemModel(title, text, page.Href($"/keys"), page.T(BackToKeys)) { Why = isRefused ? page.WhyRefused(answer.Operation, KeyApi.IdIn(page)) : null }, answer.Status);
    }
}
