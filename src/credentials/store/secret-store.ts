/** A place that keeps one text per profile where others cannot read it. */
export interface SecretStore {
  /**
   * Undefined when the store was read and holds nothing for this profile. Throws KEYCHAIN_UNREACHABLE or
   * CREDENTIALS_UNREADABLE otherwise.
   */
  read(profile: string): Promise<string | undefined>
  /** The old text or the new one is there whatever happens meanwhile. */
  write(profile: string, secret: string): Promise<void>
  /** Deleting nothing is not an error. */
  remove(profile: string): Promise<void>
}
