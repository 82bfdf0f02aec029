using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Keys.TryOut;

/// <summary>The texts of trying a key out.</summary>
internal static class TryTexts
{
    public static readonly Text Uses = new("Uses of the key", "키 사용 방법");
    public static readonly Text Encrypt = new("Encrypt", "암호화");
    public static readonly Text EncryptHint = new("Encrypts with the default version. The ciphertext tells which version was used.", "기본 버전으로 암호화합니다. 암호문에는 사용된 버전이 표시됩니다.");
    public static readonly Text Decrypt = new("Decrypt", "복호화");
    public static readonly Text DecryptHint = new("Decrypts with the version that the ciphertext names, as long as it is active.", "암호문에 표시된 버전으로 복호화합니다. 해당 버전이 활성 상태여야 합니다.");
    public static readonly Text DataKey = new("Data key", "데이터 키");
    public static readonly Text DataKeyHint = new(
        "Creates a new 256-bit key for encrypting large data on your side. Keep its ciphertext with the data and discard the plaintext. Nothing of it is stored here.",
        "대용량 데이터를 직접 암호화하기 위한 256비트 키를 새로 만듭니다. 암호문은 데이터와 함께 보관하고 평문은 보관하지 마세요. 서버에는 저장되지 않습니다.");

    public static readonly Text Sign = new("Sign", "서명");
    public static readonly Text SignHint = new("Signs with the default version.", "기본 버전으로 서명합니다.");
    public static readonly Text Verify = new("Verify", "서명 검증");
    public static readonly Text VerifyHint = new("Checks against every active version.", "모든 활성 버전으로 검증합니다.");
    public static readonly Text Hmac = new("Create HMAC", "HMAC 생성");
    public static readonly Text HmacHint = new("Creates it with the default version.", "기본 버전으로 생성합니다.");
    public static readonly Text VerifyHmac = new("Verify HMAC", "HMAC 검증");
    public static readonly Text VerifyHmacHint = new("Checks against every active version.", "모든 활성 버전으로 검증합니다.");

    public static readonly Text Plain = new("Plaintext", "평문");
    public static readonly Text PlainHint = new("At most {0} bytes. It is not stored, and not shown again.", "최대 {0}바이트. 저장되지 않으며 다시 표시되지 않습니다.");
    public static readonly Text Format = new("Format", "입력 형식");
    public static readonly Text AsText = new("Text (UTF-8)", "텍스트 (UTF-8)");
    public static readonly Text AsBase64 = new("As Base64", "Base64");
    public static readonly Text IsBase64 = new("Base64", "Base64");
    public static readonly Text Data = new("Additional data", "추가 인증 데이터");
    public static readonly Text DataHint = new(
        "Bound to the ciphertext but not part of it: decrypting takes the same data.",
        "암호문과 함께 인증되지만 암호문에 포함되지 않습니다. 복호화할 때 같은 값을 입력해야 합니다.");

    public static readonly Text Cipher = new("Ciphertext", "암호문");
    public static readonly Text Message = new("Message", "메시지");
    public static readonly Text MessageHint = new("At most {0} bytes.", "최대 {0}바이트");
    public static readonly Text Signature = new("Signature", "서명 값");
    public static readonly Text SignatureHint = new("Base64.", "Base64 형식");
    public static readonly Text HmacValue = new("HMAC", "HMAC");
    public static readonly Text DataKeyPlain = new("Plaintext key (Base64)", "데이터 키 평문 (Base64)");
    public static readonly Text DataKeyCipher = new("Ciphertext of the key", "데이터 키 암호문");

    public static readonly Text NotBase64 = new("This is not Base64.", "올바른 Base64 형식이 아닙니다.");
    public static readonly Text WrongSize = new("Enter 1 to {0} bytes.", "1바이트 이상 {0}바이트 이하로 입력하세요.");
    public static readonly Text Result = new("Result", "결과");
    public static readonly Text Valid = new("Valid: an active version of this key made it.", "유효합니다. 이 키의 활성 버전으로 만들어졌습니다.");
    public static readonly Text NotValid = new("Not valid: no active version of this key made it for this message.", "유효하지 않습니다. 이 메시지에 대해 이 키의 활성 버전으로 만들어지지 않았습니다.");
    public static readonly Text OnlyHere = new("The result is shown on this page only; it is not stored.", "결과는 이 페이지에만 표시되며 어디에도 저장되지 않습니다.");
}
