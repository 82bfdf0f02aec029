namespace Haneul.Security.Iam.Passwords;

/// <summary>Where the first start has written the first user's password in clear. Implemented by the server, whose file it is.</summary>
internal interface IFirstPassword
{
    /// <summary>Takes the password of a user out of there once they have another. Does nothing for other users, and never fails: the change is done.</summary>
    void Forget(string userId);
}
