using Haneul.Server.Logging;

namespace Haneul.UnitTests.Server;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("token gAAAAABcdefghijklmnopqrstuvwxyz0123456789 was used", "token [redacted] was used")]
    [InlineData("Host=db;Username=haneul;Password=hunter2;Database=x", "Host=db;Username=haneul;Password=[redacted];Database=x")]
    [InlineData("X-Auth-Token: abc", "X-Auth-Token: [redacted]")]
    [InlineData("{\"secret_data\": \"s3cr3t \\\" quoted\", \"name\": \"n\"}", "{\"secret_data\": \"[redacted]\", \"name\": \"n\"}")]
    [InlineData("nothing to hide here", "nothing to hide here")]
    public void What_looks_like_a_credential_is_taken_out(string text, string expected) => Assert.Equal(expected, Redaction.Apply(text));
}
