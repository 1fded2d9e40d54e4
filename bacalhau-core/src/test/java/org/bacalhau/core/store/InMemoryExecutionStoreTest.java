package org.bacalhau.core.store;

class InMemoryExecutionStoreTest extends ExecutionStoreContract {
    @Override
    protected ExecutionStore open() {
        return new InMemoryExecutionStore();
    }

    @Override
    protected boolean isDurable() {
        return false;
    }
}
