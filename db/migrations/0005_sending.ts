/** Holds its place until its tables come. */
export async function up(): Promise<void> {}
